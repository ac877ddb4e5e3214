package bn.experiments.data.images;

import bn.experiments.data.DataException;
import bn.experiments.data.ImageSize;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Iterator;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** Decodes the content of a PNG or JPEG file to bytes of its red, green and blue plane, by the JDK's ImageIO. */
public final class ImageFile {
    /** An image that is larger is no example of a data set, and would need much memory. */
    private static final int MAX_SIDE = 4096;
    private static final int COLOURS = 3;

    private ImageFile() {}

    /**
     * The size of an image, with three planes.
     *
     * @param file what it is called, for messages
     * @throws DataException if it is damaged, of another format, or too large
     */
    public static ImageSize size(String file, byte[] content) {
        return decode(file, content, reader -> new ImageSize(reader.getHeight(0), reader.getWidth(0), COLOURS));
    }

    /**
     * Decodes an image of a known size. Grey images have three equal planes, transparency is left out.
     *
     * @param file what it is called, for messages
     * @param size with three planes
     * @param pixels receives the planes from the offset on
     * @throws DataException if it is damaged or has another size
     */
    public static void read(String file, byte[] content, ImageSize size, byte[] pixels, int offset) {
        BufferedImage image = decode(file, content, reader -> {
            int height = reader.getHeight(0);
            int width = reader.getWidth(0);
            if (height != size.height() || width != size.width()) {
                throw new DataException(file + " has " + height + " x " + width + " pixels, and the images before it "
                        + size.height() + " x " + size.width() + "; make them one size");
            }
            return reader.read(0);
        });
        int plane = size.height() * size.width();
        Raster raster = image.getRaster();
        // ImageIO converts grey values to sRGB as if they were linear, so they are taken as they are.
        boolean grey = image.getColorModel().getNumColorComponents() == 1
                && raster.getSampleModel().getSampleSize(0) == Byte.SIZE;
        for (int y = 0; y < size.height(); y++) {
            for (int x = 0; x < size.width(); x++) {
                int at = offset + y * size.width() + x;
                int rgb = grey ? raster.getSample(x, y, 0) * 0x010101 : image.getRGB(x, y);
                pixels[at] = (byte) (rgb >> 16);
                pixels[at + plane] = (byte) (rgb >> 8);
                pixels[at + 2 * plane] = (byte) rgb;
            }
        }
    }

    private interface Decoding<T> {
        T apply(ImageReader reader) throws IOException;
    }

    /** Decoders throw exceptions of many kinds on damaged files. */
    private static <T> T decode(String file, byte[] content, Decoding<T> decoding) {
        try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(content))) {
            ImageReader reader = reader(in).orElseThrow(() -> unreadable(file, "it is neither PNG nor JPEG", null));
            try {
                reader.setInput(in);
                if (reader.getHeight(0) > MAX_SIDE || reader.getWidth(0) > MAX_SIDE) {
                    throw new DataException(file + " has " + reader.getHeight(0) + " x " + reader.getWidth(0)
                            + " pixels; an image has at most " + MAX_SIDE + " x " + MAX_SIDE + " here");
                }
                return decoding.apply(reader);
            } finally {
                reader.dispose();
            }
        } catch (DataException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw unreadable(file, e.getMessage() == null ? e.toString() : e.getMessage(), e);
        }
    }

    private static Optional<ImageReader> reader(ImageInputStream in) throws IOException {
        Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
        while (readers.hasNext()) {
            ImageReader reader = readers.next();
            String format = reader.getFormatName();
            if (format.equalsIgnoreCase("png") || format.equalsIgnoreCase("jpeg")) {
                return Optional.of(reader);
            }
        }
        return Optional.empty();
    }

    private static DataException unreadable(String file, String why, Exception cause) {
        return new DataException(file + " cannot be read as an image: " + why + "; replace or remove it", cause);
    }
}
