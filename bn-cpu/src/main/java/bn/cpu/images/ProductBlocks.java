package bn.cpu.images;

/**
 * The division of a convolution into matrix products, weights times columns. There is a column for each output position, with the
 * inputs that the window meets there. As in {@link PlaneLayout}, rows of outputs are at a distance of rowLength; the columns
 * between them belong to no output.
 *
 * <p>A block of images is the work of one thread at a time. It is divided into bands of rows of outputs, and each band of a group of
 * channels is one product. The division depends on the shapes only, so that results do not depend on the number of threads.
 */
public final class ProductBlocks {
    /**
     * Number of columns of a product, if the images allow it. More gain nothing, and with 16 channels and windows of 3 x 3
     * OpenBLAS then needs twice the time: up to a million multiply-adds it does not copy the matrices first.
     */
    private static final int COLUMNS = 384;
    /** Blocks are made smaller so that there are as many, if there are so many images. */
    private static final int MIN_BLOCKS = 8;
    /** Most elements of all partial sums of the weight gradient together, and the largest number of partial sums. */
    private static final int PARTIAL_ELEMENTS = 1 << 23;
    private static final int MAX_PARTS = 16;

    private final ConvolutionLayout layout;
    private final PlaneLayout plane;
    private final int imagesPerBlock;
    private final int bands;

    /** Divides a convolution. */
    public ProductBlocks(ConvolutionLayout layout) {
        this.layout = layout;
        plane = layout.plane();
        imagesPerBlock = Math.max(1, Math.min(COLUMNS / plane.span(plane.outputHeight()), layout.images() / MIN_BLOCKS));
        bands = imagesPerBlock > 1 ? 1 : ceilDiv(plane.outputHeight(), Math.max(1, COLUMNS / plane.rowLength()));
    }

    /** The sizes of the convolution. */
    public ConvolutionLayout layout() {
        return layout;
    }

    /** Whether no columns are between the outputs and a block is one image: then a matrix of outputs is a part of the tensor. */
    public boolean hasOutputsInPlace() {
        return plane.rowLength() == plane.outputWidth() && imagesPerBlock == 1;
    }

    /** Whether, moreover, each output has an input of its own: then a matrix of inputs is a part of the images. */
    public boolean hasInputsInPlace() {
        return hasOutputsInPlace() && plane.taps() == 1 && plane.outputs() == plane.elements()
                && plane.size() == plane.elements();
    }

    /** Number of blocks. */
    public int blocks() {
        return ceilDiv(layout.images(), imagesPerBlock);
    }

    /** The first image of a block, or of the images after the last block. */
    public int firstImage(int block) {
        return first(layout.images(), block, blocks());
    }

    /** Number of images of a block. */
    public int images(int block) {
        return firstImage(block + 1) - firstImage(block);
    }

    /** Number of bands. */
    public int bands() {
        return bands;
    }

    /** The first row of outputs of a band, or after the last band. */
    public int firstRow(int band) {
        return first(plane.outputHeight(), band, bands);
    }

    /** Number of rows of outputs of a band. */
    public int rows(int band) {
        return firstRow(band + 1) - firstRow(band);
    }

    /** The largest number of images in a block. */
    public int imagesPerBlock() {
        return imagesPerBlock;
    }

    /** Number of columns of a product. */
    public int columns(int block, int band) {
        return images(block) * plane.span(rows(band));
    }

    /** The largest number of columns of a product. */
    public int mostColumns() {
        return imagesPerBlock * plane.span(ceilDiv(plane.outputHeight(), bands));
    }

    /** Number of parts into which the blocks are divided for the weight gradient; each has a sum of its own. */
    public int parts() {
        return Math.max(1, Math.min(Math.min(MAX_PARTS, blocks()), PARTIAL_ELEMENTS / layout.weights()));
    }

    /** The first block of a part. */
    public int firstBlock(int part) {
        return first(blocks(), part, parts());
    }

    private static int first(int count, int index, int parts) {
        return (int) ((long) count * index / parts);
    }

    private static int ceilDiv(int a, int b) {
        return (a + b - 1) / b;
    }
}
