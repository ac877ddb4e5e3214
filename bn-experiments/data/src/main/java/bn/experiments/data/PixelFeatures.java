package bn.experiments.data;

import bn.api.InvalidRequestException;
import java.util.Optional;

/** Images stored as bytes. A feature is the mean of a square of pixels of one channel, divided by 255. */
final class PixelFeatures implements Features {
    private static final long serialVersionUID = 1L;
    private static final int WHITE = RowStream.BYTE;

    private final byte[] pixels;
    private final ImageSize stored;
    private final int pool;
    private final ImageSize size;

    /** Features after average pooling of pool x pool pixels; pool divides height and width. */
    PixelFeatures(byte[] pixels, ImageSize stored, int pool) {
        this.pixels = pixels;
        this.stored = stored;
        this.pool = pool;
        size = new ImageSize(stored.height() / pool, stored.width() / pool, stored.channels());
    }

    @Override
    public Optional<ImageSize> image() {
        return Optional.of(size);
    }

    @Override
    public PixelFeatures pool(int p) {
        if (p < 1 || size.height() % p != 0 || size.width() % p != 0) {
            throw new InvalidRequestException("cannot average " + p + " x " + p + " pixels of a " + size
                    + " image; choose a number that divides height and width");
        }
        return new PixelFeatures(pixels, stored, pool * p);
    }

    @Override
    public int count() {
        return pixels.length / stored.features();
    }

    @Override
    public int width() {
        return size.features();
    }

    @Override
    public boolean bytes() {
        return pool == 1;
    }

    @Override
    public void copy(int example, byte[] into, int offset) {
        System.arraycopy(pixels, example * stored.features(), into, offset, stored.features());
    }

    @Override
    public void copy(int example, double[] into, int offset) {
        double scale = WHITE * (double) (pool * pool);
        int start = example * stored.features();
        for (int i = 0; i < width(); i++) {
            into[offset + i] = sum(start, i) / scale;
        }
    }

    @Override
    public void copy(int example, float[] into, int offset) {
        double scale = WHITE * (double) (pool * pool);
        int start = example * stored.features();
        for (int i = 0; i < width(); i++) {
            into[offset + i] = (float) (sum(start, i) / scale);
        }
    }

    /** The sum of the pixels of a feature. It is an integer, and so exact. */
    private int sum(int start, int feature) {
        if (pool == 1) {
            return pixels[start + feature] & WHITE;
        }
        int pixel = feature % size.plane();
        int first = start + feature / size.plane() * stored.plane()
                + pixel / size.width() * pool * stored.width() + pixel % size.width() * pool;
        int sum = 0;
        for (int y = 0; y < pool; y++) {
            for (int x = 0; x < pool; x++) {
                sum += pixels[first + y * stored.width() + x] & WHITE;
            }
        }
        return sum;
    }
}
