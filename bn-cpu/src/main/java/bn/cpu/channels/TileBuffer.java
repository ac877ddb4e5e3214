package bn.cpu.channels;

/** The short arrays on the heap that kernels work on: HotSpot vectorises loops over them that start at 0. */
public final class Tile {
    /** Most elements of a row that are in a tile: some tiles together stay in the first-level cache. */
    public static final int WIDTH = 1024;
    /**
     * Length of the array. It is more than WIDTH, because arrays of 4 KiB that lie one behind the other have the same low
     * bits in their addresses, and a processor then makes a load from one wait for a store to another.
     */
    public static final int LENGTH = WIDTH + 128;

    private Tile() { }
}
