package bn.cpu.channels;

/**
 * The size of the short Java arrays ("tiles") into which kernels copy a part of a row. HotSpot vectorises loops over such arrays,
 * if they start at index 0.
 */
public final class TileBuffer {
    /** Most elements of a row in a tile. Several tiles together fit into the first-level cache. */
    public static final int WIDTH = 1024;
    /**
     * Length of the array. It is more than WIDTH to avoid 4K aliasing: arrays of 4 KiB that follow each other have the same low
     * bits in their addresses, and the processor then delays a load from one until a store to another is done.
     */
    public static final int LENGTH = WIDTH + 128;

    private TileBuffer() {}
}
