package bn.cpu.channels;

import bn.api.Shape;

/**
 * The memory layout of a batch with C channels, as a matrix, and its division into blocks for threads. The columns of a row belong
 * to channels in one of these orders:
 *
 * <ul>
 * <li>shape N x C: a column for each channel;
 * <li>shape N x C x E: a row for each example, in which the E columns of a channel are adjacent (spatialSize);
 * <li>images, which are in memory as N x H x W x C: a row for some positions, each with a column for each channel (repeats). A row
 * has the length that the loops are fastest with, or as many positions as fit into a tile.
 * </ul>
 *
 * <p>A block is a band of rows, restricted to a strip of whole channels. The division depends only on the shape and the length of rows, and the results
 * of blocks are merged in a fixed order, so that results do not depend on the number of threads. Rows are divided first, because
 * a block of whole rows is read much faster than one of parts of rows.
 *
 * @param rows number of rows of the matrix
 * @param channels C
 * @param spatialSize number of adjacent columns of a channel
 * @param repeats how many times the columns of all channels follow each other in a row; if not 1, a row fits into a tile, and the
 *        spatial size is 1
 */
public record ChannelLayout(int rows, int channels, int spatialSize, int repeats) {
    private static final int BAND_ROWS = 128;
    /** With fewer elements, the work for a band is small relative to that for merging its results. */
    private static final int BAND_ELEMENTS = 1 << 14;
    private static final int HALF_ROWS = 32;
    private static final int MAX_BANDS = 64;

    /** Rows {@code firstRow .. firstRow + rows - 1}, which are one band, and channels {@code from .. to - 1}, which are one strip. */
    public record Block(int band, int firstRow, int rows, int from, int to) {}

    /** The layout of a matrix N x C. */
    public static ChannelLayout ofMatrix(int rows, int channels) {
        return new ChannelLayout(rows, channels, 1, 1);
    }

    /**
     * The layout of a shape N x C, N x C x E or N x C x H x W.
     *
     * @param rowElements the length of a row of images with which the loops are fastest, at most that of a tile
     */
    public static ChannelLayout of(Shape shape, int rowElements) {
        int channels = shape.size(1);
        int spatialSize = (int) (shape.rowElements() / channels);
        if (shape.rank() < 4) {
            return new ChannelLayout(shape.size(0), channels, spatialSize, 1);
        }
        int positions = shape.size(0) * spatialSize;
        int repeats = Math.max(1, rowElements / channels);
        if (repeats * channels != rowElements || positions % repeats != 0) {
            repeats = Math.max(1, TileBuffer.WIDTH / channels);
            while (positions % repeats != 0) {
                repeats--;
            }
        }
        return new ChannelLayout(positions / repeats, channels, 1, repeats);
    }

    /** Number of columns, which is also the distance between rows in elements. */
    public int columns() {
        return channels * columnsPerChannel();
    }

    /** Number of columns of a channel. */
    public int columnsPerChannel() {
        return spatialSize * repeats;
    }

    /** Number of elements. */
    public long elements() {
        return (long) rows * columns();
    }

    /** Number of values of a channel. */
    public long count() {
        return (long) rows * columnsPerChannel();
    }

    /** Number of bands. */
    public int bands() {
        // A small batch is divided into two halves, for two threads.
        return Math.max(rows < 2 * HALF_ROWS ? 1 : 2, Math.min(MAX_BANDS, rows / Math.max(BAND_ROWS, BAND_ELEMENTS / columns())));
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

    /** The first column of a block. */
    public int firstColumn(Block block) {
        return block.from() * columnsPerChannel();
    }

    /** The column after the last one of a block. */
    public int endColumn(Block block) {
        return block.to() * columnsPerChannel();
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
     * each. All channels, if their columns are not adjacent.
     */
    private int stripChannels() {
        if (repeats > 1) {
            return channels;
        }
        return Math.max(1, (bands() == 1 ? TileBuffer.WIDTH / 2 : TileBuffer.WIDTH) / spatialSize);
    }
}
