package bn.opencl.memory;

import bn.opencl.device.Grid;

/** For processors: groups of one item that does much, a few for each core. */
final class Strips implements Work {
    private static final int WIDTH = 64;
    private static final int CACHED_ELEMENTS = 1 << 17;
    private static final int PART_ELEMENTS = 1 << 14;
    private static final int LEAST_ELEMENTS = 4096;
    private static final int GROUPS_PER_UNIT = 4;

    private final int units;

    Strips(int units) {
        this.units = units;
    }

    @Override
    public int elementsEach(int n) {
        return Math.max(LEAST_ELEMENTS, (n + units * GROUPS_PER_UNIT - 1) / (units * GROUPS_PER_UNIT));
    }

    @Override
    public Grid items(int n) {
        return new Grid(n, 1, 1, 1);
    }

    @Override
    public Grid product(int m, int n, boolean alongRows) {
        return new Grid((n + (alongRows ? WIDTH : 4) - 1) / (alongRows ? WIDTH : 4), (m + 3) / 4, 1, 1);
    }

    /** All rows of what fits in a core's cache; else few, so that what neighbours read lies together, but not very few. */
    @Override
    public int rowsEach(int rows, int columns) {
        if ((long) rows * columns <= CACHED_ELEMENTS) {
            return rows;
        }
        int some = (PART_ELEMENTS + columns - 1) / columns;
        return Math.min(rows, (some + WIDTH - 1) / WIDTH * WIDTH);
    }

    @Override
    public Grid columns(int columns, int parts) {
        return new Grid((columns + WIDTH - 1) / WIDTH, parts, 1, 1);
    }
}
