package bn.spark.network;

import bn.api.BnException;
import bn.api.Shape;
import bn.experiments.data.ChannelNormalization;
import bn.experiments.data.ImageSize;
import bn.experiments.data.images.ImageFile;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Optional;

/** Decodes PNG and JPEG images of one size to the planes that a network reads: three, or one of grey images. */
final class ImageDecoder implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final int COLOURS = 3;

    private final int height;
    private final int width;
    private final int channels;
    private final String because;
    private final PixelKind kind;

    private ImageDecoder(ImageSize size, String because, Optional<ChannelNormalization> normalization) {
        height = size.height();
        width = size.width();
        channels = size.channels();
        this.because = because;
        kind = new PixelKind(size, normalization);
    }

    /**
     * For a network.
     *
     * @param input of the network
     * @param name of the first image, whose size is that of all where the network takes rows of numbers
     * @throws BnException if the network does not take such images
     */
    static ImageDecoder of(Shape input, Optional<ChannelNormalization> normalization, String name, byte[] content) {
        if (input.rank() > 1) {
            int planes = input.size(0);
            if (planes != 1 && planes != COLOURS) {
                throw new BnException("the network reads images of " + planes + " channels, and PNG and JPEG images have 1 or 3");
            }
            return new ImageDecoder(new ImageSize(input.size(1), input.size(2), planes), "the network takes", normalization);
        }
        ImageSize size = ImageFile.size(name, content);
        int pixels = size.height() * size.width();
        if (input.size(0) != pixels && input.size(0) != COLOURS * pixels) {
            throw new BnException("the network reads " + input.size(0) + " numbers, and " + name + " has " + size.height() + " x "
                    + size.width() + " pixels; give images of the size that it was trained on");
        }
        return new ImageDecoder(new ImageSize(size.height(), size.width(), input.size(0) / pixels),
                "the first image, " + name + ", has", normalization);
    }

    PixelKind kind() {
        return kind;
    }

    /**
     * The planes of an image.
     *
     * @param name for messages
     * @throws BnException if it is damaged, of another size, or in colour where the network reads one plane
     */
    byte[] decode(String name, byte[] content) {
        ImageSize size = ImageFile.size(name, content);
        if (size.height() != height || size.width() != width) {
            throw new BnException(name + " has " + size.height() + " x " + size.width() + " pixels, and " + because + " " + height
                    + " x " + width + "; make them one size");
        }
        byte[] planes = new byte[size.features()];
        ImageFile.read(name, content, size, planes, 0);
        if (channels == COLOURS) {
            return planes;
        }
        int plane = height * width;
        byte[] grey = Arrays.copyOf(planes, plane);
        if (!Arrays.equals(planes, plane, 2 * plane, grey, 0, plane)
                || !Arrays.equals(planes, 2 * plane, 3 * plane, grey, 0, plane)) {
            throw new BnException(name + " is in colour, and the network reads grey images; make it grey");
        }
        return grey;
    }
}
