package bn.cpu.onednn;

import bn.api.Shape;
import bn.api.kernel.WindowAxis;
import bn.cpu.images.Parts;

/**
 * Winograd's algorithm F(4x4, 3x3) of oneDNN (Lavin and Gray 2016): tiles of 4 x 4 outputs are computed with a quarter of the
 * multiplications. Whether it is used, and for which parts of the images, depends on sizes only, so that results do not depend on
 * the number of threads.
 */
final class Winograd {
    private static final String PROPERTY = "bn.cpu.winograd";
    private static final int TILE = 4;
    /** oneDNN's blocks of channels. */
    private static final int BLOCK = 16;
    /** With fewer channels, transformations take as long as the products that they save. */
    private static final int LEAST_CHANNELS = 32;
    /** With more weights, the transformed ones (36 numbers for each) do not fit into the caches. */
    private static final int MOST_WEIGHTS = 1 << 16;
    /** Tiles of a part: each part transforms the weights anew, and its transformed inputs should stay in the caches. */
    private static final int TILES = 192;
    private static final int LEAST_TILES = 64;
    /** Partial results of the gradient with respect to weights have at most so many elements, all together. */
    private static final int MOST_PARTIAL_ELEMENTS = 1 << 22;

    private Winograd() {}

    /** Whether it may be used. */
    static boolean allowed() {
        return !"false".equals(System.getProperty(PROPERTY));
    }

    /** What the description of the device says if it may not be used. */
    static String description() {
        return allowed() ? "" : " without Winograd";
    }

    /** Whether it is faster than the direct algorithm, on a processor for which oneDNN has it. */
    static boolean suits(Pass.Key key) {
        int channels = key.x().size(1);
        return key.convolution().groups() == 1 && suits(key.convolution().window().vertical())
                && suits(key.convolution().window().horizontal()) && suits(channels) && suits(key.outputs())
                && channels * key.outputs() <= MOST_WEIGHTS && fillTiles(key.y())
                && tiles(key.y()) * (key.x().size(0) / parts(key).parts()) >= LEAST_TILES;
    }

    /** Padding has to be the same on both sides: oneDNN 2.7 computes wrong gradients with respect to inputs otherwise. */
    private static boolean suits(WindowAxis axis) {
        return axis.size() == 3 && axis.stride() == 1 && axis.dilation() == 1 && axis.before() == axis.after()
                && axis.before() <= 1;
    }

    private static boolean suits(int channels) {
        return channels >= LEAST_CHANNELS && channels % BLOCK == 0 && channels <= MOST_WEIGHTS / LEAST_CHANNELS;
    }

    /** The parts of the images: an even number, for two threads. */
    static Parts parts(Pass.Key key) {
        int images = key.x().size(0);
        int tiles = tiles(key.y());
        int most = images;
        if (key.kind() == Pass.Kind.BACKWARD_WEIGHTS) {
            most = Math.min(most, MOST_PARTIAL_ELEMENTS / (9 * key.x().size(1) * key.outputs()));
        }
        int parts = Parts.ofSize(images, TILES / tiles).parts();
        parts = Math.min(most, parts == 1 ? 1 : parts + parts % 2);
        int more = parts + 2 - parts % 2;
        while (more <= most && images / more * tiles >= LEAST_TILES && conflicts(new Parts(images, parts), tiles)) {
            parts = more;
            more += 2;
        }
        return new Parts(images, parts);
    }

    /** Whether the numbers of a tile's matrix are at distances that use few sets of a cache: multiples of 64 tiles. */
    private static boolean conflicts(Parts parts, int tiles) {
        return parts.most() * tiles % LEAST_TILES == 0 || (parts.units() / parts.parts()) * tiles % LEAST_TILES == 0;
    }

    /** Whether at least half of what tiles compute are outputs: images that are much smaller than tiles are not worth it. */
    private static boolean fillTiles(Shape y) {
        return 2 * y.size(2) * y.size(3) >= tiles(y) * TILE * TILE;
    }

    /** The number of tiles of an image. */
    private static int tiles(Shape y) {
        return ((y.size(2) + TILE - 1) / TILE) * ((y.size(3) + TILE - 1) / TILE);
    }
}
