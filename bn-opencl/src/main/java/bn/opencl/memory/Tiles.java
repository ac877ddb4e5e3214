package bn.opencl.memory;

import bn.opencl.device.Grid;

/** For GPUs: groups of 256 items, neighbours on neighbouring elements. */
final class Tiles implements Work {
    private static final int GROUP = 256;
    /** Rows that an item of a column sums before sums are merged, times the items of a column. */
    private static final int ROWS = 64 * 8;

    @Override
    public int elementsEach(int n) {
        return 1;
    }

    @Override
    public Grid items(int n) {
        return Grid.covering(n, 1, GROUP, 1);
    }

    @Override
    public Grid product(int m, int n, boolean alongRows) {
        return new Grid((n + 63) / 64 * 16, (m + 63) / 64 * 16, 16, 16);
    }

    @Override
    public int rowsEach(int rows, int columns) {
        return Math.min(rows, ROWS);
    }

    @Override
    public Grid columns(int columns, int parts) {
        return new Grid((columns + 31) / 32 * 32, parts * 8, 32, 8);
    }
}
