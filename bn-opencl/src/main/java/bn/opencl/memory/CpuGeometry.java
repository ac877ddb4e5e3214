package bn.opencl.memory;

import bn.opencl.device.NdRange;

/** The geometry for processors: groups of a single item, each of which does much work; a few groups for each core. */
final class CpuGeometry implements LaunchGeometry {
    private static final int WIDTH = 64;
    private static final int CACHED_ELEMENTS = 1 << 17;
    private static final int PART_ELEMENTS = 1 << 14;
    private static final int LEAST_ELEMENTS = 4096;
    private static final int GROUPS_PER_UNIT = 4;
    private static final int COLUMN_ELEMENTS = 1 << 20;

    private final int computeUnits;

    CpuGeometry(int computeUnits) {
        this.computeUnits = computeUnits;
    }

    @Override
    public int elementsEach(int n) {
        int groups = computeUnits * GROUPS_PER_UNIT;
        return Math.max(LEAST_ELEMENTS, (n + groups - 1) / groups);
    }

    @Override
    public NdRange items(int n) {
        return new NdRange(n, 1, 1, 1);
    }

    @Override
    public NdRange matmul(int groups, int m, int n, boolean rowMajorB) {
        int columns = rowMajorB ? WIDTH : 4;
        return new NdRange(groups * ((m + 3) / 4), (n + columns - 1) / columns, 1, 1);
    }

    @Override
    public int productParts(int m, int n, int most) {
        return 1;
    }

    /**
     * All rows if the matrix fits into the cache of a core. Otherwise few, so that neighbouring items read memory that is close.
     */
    @Override
    public int rowsEach(int rows, int columns) {
        if ((long) rows * columns <= CACHED_ELEMENTS) {
            return rows;
        }
        int wanted = (PART_ELEMENTS + columns - 1) / columns;
        return Math.min(rows, (wanted + WIDTH - 1) / WIDTH * WIDTH);
    }

    @Override
    public NdRange columns(int columns, int parts) {
        return new NdRange((columns + WIDTH - 1) / WIDTH, parts, 1, 1);
    }

    @Override
    public NdRange sums(int x, int y) {
        return new NdRange(x, y, 1, 1);
    }

    @Override
    public NdRange planes(int channels, int images, int elements) {
        return new NdRange(channels, images, 1, 1);
    }

    @Override
    public NdRange panels(int panels, int channelBlocks) {
        return new NdRange(panels, channelBlocks, 1, 1);
    }

    @Override
    public int channelsEach(int elements) {
        return Math.max(1, LEAST_ELEMENTS / elements);
    }

    @Override
    public int columnElements() {
        return COLUMN_ELEMENTS;
    }
}
