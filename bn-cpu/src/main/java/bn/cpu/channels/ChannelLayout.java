package bn.cpu.channels;

import bn.api.Shape;

/**
 * The memory layout of a batch of shape N x C x E, and its division into blocks for threads. The batch is a matrix of N rows and
 * C E columns, in which the E columns of a channel are adjacent.
 *
 * <p>A block is a band of rows, restricted to a strip of whole channels. The division depends only on the shape, and the results
 * of blocks are merged in a fixed order, so that results do not depend on the number of threads. Rows are divided first, because
 * a block of whole rows is read much faster than one of parts of rows.
 *
 * @param rows N
 * @param channels C
 * @param spatialSize E, which is H W for images
 */
public record ChannelLayout(int rows, int channels, int spatialSize) {
    private static final int BAND_ROWS = 128;
    private static final int HALF_ROWS = 32;
    private static final int MAX_BANDS = 64;

    /**
     * Rows {@code firstRow .. firstRow + rows - 1}, which are one band, and channels {@code from .. to - 1}, which are one strip.
     */
    public record Block(int band, int firstRow, int rows, int from, int to) {}

    /** The layout of a shape N x C, N x C x E or N x C x H x W. */
    public static ChannelLayout of(Shape shape) {
        return new ChannelLayout(shape.size(0), shape.size(1), (int) (shape.rowElements() / shape.size(1)));
    }

    /** Number of columns, which is also the distance between rows in elements. */
    public int columns() {
        return channels * spatialSize;
    }

    /** Number of elements. */
    public long elements() {
        return (long) rows * columns();
    }

    /** Number of values of a channel: N E. */
    public long count() {
        return (long) rows * spatialSize;
    }

    /** Number of bands. */
    public int bands() {
        // A small batch is divided into two halves, for two threads.
        return Math.max(rows < 2 * HALF_ROWS ? 1 : 2, Math.min(MAX_BANDS, rows / BAND_ROWS));
    }

    /** Number of rows of a band. */
    public int bandRows(int band) {
        return firstRow(band + 1) - firstRow(band);
    }

    /** Number of blocks. */
    public int blocks() {
        return bands() * strips();
    }

    /** A block by its index; blocks are counted strip by strip within a band. */
    public Block block(int index) {
        int band = index / strips();
        int from = index % strips() * stripChannels();
        return new Block(band, firstRow(band), bandRows(band), from, Math.min(channels, from + stripChannels()));
    }

    /** The columns of a block that start at a column of the matrix. */
    public Region region(Block block, int column, int width) {
        return new Region(block.firstRow() * columns() + column, block.rows(), columns(), width);
    }

    private int firstRow(int band) {
        return (int) ((long) rows * band / bands());
    }

    private int strips() {
        return (channels + stripChannels() - 1) / stripChannels();
    }

    /**
     * As many whole channels as fit into a tile; into half a tile if there is only one band, so that two threads get a strip
     * each.
     */
    private int stripChannels() {
        return Math.max(1, (bands() == 1 ? TileBuffer.WIDTH / 2 : TileBuffer.WIDTH) / spatialSize);
    }
}
