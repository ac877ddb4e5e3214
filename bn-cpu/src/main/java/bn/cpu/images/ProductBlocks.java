package bn.cpu.images;

/**
 * The division of a convolution into matrix products, inputs times weights. The inputs are a matrix with a row for each output position;
 * the outputs are such a matrix as they are in memory. A block of images is the work of one thread at a time. It is divided into
 * bands of rows of outputs, and each band of a group of channels is one product.
 *
 * @param layout the sizes of the convolution
 * @param images the images, in blocks
 * @param rows the rows of outputs of an image, in bands; one band if a block has several images
 */
public record ProductBlocks(ConvolutionLayout layout, Parts images, Parts rows) {
    /**
     * Number of positions of a product, if the images allow it. More gain nothing, and with 16 channels and windows of 3 x 3
     * OpenBLAS then needs twice the time: up to a million multiply-adds it does not copy the matrices first.
     */
    private static final int POSITIONS = 384;
    /** Blocks are made smaller so that there are as many, if there are so many images. */
    private static final int MIN_BLOCKS = 8;

    /** Divides a convolution. */
    public static ProductBlocks of(ConvolutionLayout layout) {
        int together = Math.min(POSITIONS / layout.positions(), layout.images() / MIN_BLOCKS);
        Parts images = Parts.ofSize(layout.images(), together);
        int height = layout.window().outputHeight();
        Parts rows = images.most() > 1 ? new Parts(height, 1) : Parts.ofSize(height, POSITIONS / layout.window().outputWidth());
        return new ProductBlocks(layout, images, rows);
    }

    /** Number of positions of a product. */
    public int positions(int block, int band) {
        return images.size(block) * rows.size(band) * layout.window().outputWidth();
    }

    /** The largest number of positions of a product. */
    public int mostPositions() {
        return images.most() * rows.most() * layout.window().outputWidth();
    }

    /** The first position of a product, counted over all images. */
    public int firstPosition(int block, int band) {
        return images.first(block) * layout.positions() + rows.first(band) * layout.window().outputWidth();
    }
}
