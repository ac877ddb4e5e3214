package bn.opencl.memory;

import bn.opencl.device.Grid;

/** For processors: groups of one item that does much, a few for each core. */
final class Strips implements Work {
    private static final int WIDTH = 64;
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

    /** All rows where there are strips enough for all cores, or little to do. */
    @Override
    public int rowsEach(int rows, int columns) {
        int strips = (columns + WIDTH - 1) / WIDTH;
        int parts = strips % units == 0 || strips >= GROUPS_PER_UNIT * units || (long) rows * columns < LEAST_ELEMENTS ? 1
                : (GROUPS_PER_UNIT * units + strips - 1) / strips;
        return Math.max(Math.min(rows, WIDTH), (rows + parts - 1) / parts);
    }

    @Override
    public Grid columns(int columns, int parts) {
        return new Grid((columns + WIDTH - 1) / WIDTH, parts, 1, 1);
    }
}
