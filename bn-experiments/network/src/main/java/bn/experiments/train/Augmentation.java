package bn.experiments.train;

import bn.api.InvalidRequestException;
import bn.experiments.data.ImageSize;
import java.util.random.RandomGenerator;

/**
 * Random changes of the images of a training batch, drawn anew for every image of every step.
 *
 * @param crop an image is moved by up to this many rows and columns in each direction, and what comes in is black; at least 0
 * @param flip whether left and right are exchanged with probability 1/2
 */
public record Augmentation(int crop, boolean flip) {
    /** Images stay as they are. */
    public static final Augmentation NONE = new Augmentation(0, false);

    /** Checks the range. */
    public Augmentation {
        if (crop < 0) {
            throw new InvalidRequestException("images are moved by at least 0 pixels, got " + crop);
        }
    }

    /** Whether images stay as they are. */
    public boolean isNone() {
        return crop == 0 && !flip;
    }

    /** Draws what becomes of an image, pixel by pixel; it keeps its memory. */
    static final class Sources {
        private final Augmentation augmentation;
        private final ImageSize size;
        private final int[] sources;

        Sources(Augmentation augmentation, ImageSize size) {
            this.augmentation = augmentation;
            this.size = size;
            sources = new int[size.features()];
        }

        /** For each pixel of a changed image, the number of the pixel that it is taken from; below 0 for one that is black. */
        int[] draw(RandomGenerator random) {
            int down = augmentation.crop == 0 ? 0 : random.nextInt(2 * augmentation.crop + 1) - augmentation.crop;
            int right = augmentation.crop == 0 ? 0 : random.nextInt(2 * augmentation.crop + 1) - augmentation.crop;
            boolean flipped = augmentation.flip && random.nextBoolean();
            int at = 0;
            for (int c = 0; c < size.channels(); c++) {
                for (int row = 0; row < size.height(); row++) {
                    int from = row - down;
                    for (int column = 0; column < size.width(); column++) {
                        int moved = column - right;
                        boolean inside = from >= 0 && from < size.height() && moved >= 0 && moved < size.width();
                        int source = flipped ? size.width() - 1 - moved : moved;
                        sources[at++] = inside ? (c * size.height() + from) * size.width() + source : -1;
                    }
                }
            }
            return sources;
        }
    }
}
