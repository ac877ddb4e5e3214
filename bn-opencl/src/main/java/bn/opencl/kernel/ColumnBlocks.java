package bn.opencl.kernel;

import bn.opencl.program.Program;
import java.util.function.Consumer;

/**
 * Divides the columns of a convolution, which are the positions of its outputs, into blocks: of whole images, or of a part of one
 * image if it has too many positions.
 *
 * @param images number of images
 * @param positions positions of each image
 * @param most most columns of a block; but a block has at least one panel, or all columns
 */
record ColumnBlocks(int images, int positions, int most) {

    /**
     * Some columns.
     *
     * @param image the first image
     * @param images number of images
     * @param from the first position, in the first image
     * @param to the position after the last, counted from the start of the first image
     */
    record Block(int image, int images, int from, int to) {

        int columns() {
            return to - from;
        }

        int panels() {
            return ColumnBlocks.panels(to - from);
        }

        boolean isFirst() {
            return image == 0 && from == 0;
        }
    }

    private static int panels(int columns) {
        return (columns + Program.PANEL - 1) / Program.PANEL;
    }

    /** Columns of a block, in whole panels. */
    private int step() {
        return Math.max(1, most / Program.PANEL) * Program.PANEL;
    }

    private int imagesEach() {
        return Math.max(1, step() / positions);
    }

    /** The most panels of a block; the first block has so many. */
    int largest() {
        return panels(Math.min(step(), Math.min(imagesEach(), images) * positions));
    }

    /** Handles block after block. */
    void forEach(Consumer<Block> action) {
        for (int image = 0; image < images; image += imagesEach()) {
            int some = Math.min(imagesEach(), images - image);
            for (int from = 0; from < some * positions; from += step()) {
                action.accept(new Block(image, some, from, Math.min(from + step(), some * positions)));
            }
        }
    }
}
