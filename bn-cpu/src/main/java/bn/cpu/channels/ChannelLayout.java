package bn.cpu.channels;

import bn.api.Shape;

/**
 * How a batch of N x C x E lies in memory: a matrix of N rows and C E columns, the E columns of a channel side by side.
 *
 * <p>For threads it is divided into blocks: bands of rows times strips of whole channels. The division depends on the shape
 * alone, and what blocks add up to is merged in one order, so that results do not depend on the number of threads. Rows are
 * divided first, because a block of whole rows is read much faster than one of parts of rows.
 *
 * @param rows N
 * @param channels C
 * @param spatialSize E
 */
public record ChannelLayout(int rows, int channels, int spatialSize) {
    private static final int BAND_ROWS = 128;
    private static final int HALF_ROWS = 32;
    private static final int MOST_BANDS = 64;

    /** Rows {@code firstRow .. firstRow + rows - 1}, all of one band, and channels {@code from .. to - 1}, all of one strip. */
    public record Block(int band, int firstRow, int rows, int from, int to) { }

    /** The layout of a shape N x C or N x C x E. */
    public static ChannelLayout of(Shape shape) {
        return new ChannelLayout(shape.size(0), shape.size(1), shape.rank() == 3 ? shape.size(2) : 1);
    }

    /** Columns, which is also the distance of rows in elements. */
    public int columns() {
        return channels * spatialSize;
    }

    /** Number of elements. */
    public long elements() {
        return (long) rows * columns();
    }

    /** Values of a channel. */
    public long count() {
        return (long) rows * spatialSize;
    }

    /** Number of bands. */
    public int bands() {
        // A small batch gives two threads a half each.
        return Math.max(rows < 2 * HALF_ROWS ? 1 : 2, Math.min(MOST_BANDS, rows / BAND_ROWS));
    }

    /** Number of rows of a band. */
    public int bandRows(int band) {
        return firstRow(band + 1) - firstRow(band);
    }

    /** Number of blocks. */
    public int blocks() {
        return bands() * strips();
    }

    /** A block, counted strip by strip within a band. */
    public Block block(int index) {
        int band = index / strips();
        int from = index % strips() * stripChannels();
        return new Block(band, firstRow(band), bandRows(band), from, Math.min(channels, from + stripChannels()));
    }

    /** The part of a block that starts with the given column of the matrix. */
    public Area area(Block block, int column, int width) {
        return new Area(block.firstRow() * columns() + column, block.rows(), columns(), width);
    }

    private int firstRow(int band) {
        return (int) ((long) rows * band / bands());
    }

    private int strips() {
        return (channels + stripChannels() - 1) / stripChannels();
    }

    /** As many whole channels as fit into a tile; half a tile where only strips give threads something to share. */
    private int stripChannels() {
        return Math.max(1, (bands() == 1 ? Tile.WIDTH / 2 : Tile.WIDTH) / spatialSize);
    }
}
