package bn.opencl.memory;

import bn.opencl.device.NdRange;
import bn.opencl.program.Program;

/** The geometry for GPUs: groups of 256 items; neighbouring items work on neighbouring elements (coalesced access). */
final class GpuGeometry implements LaunchGeometry {
    private static final int GROUP = 256;
    /** Most rows of a part: 64 rows for each of the 8 items of a column. */
    private static final int ROWS = 64 * 8;
    private static final int GROUPS = 512;
    private static final int COLUMN_ELEMENTS = 1 << 23;

    @Override
    public int elementsEach(int n) {
        return 1;
    }

    @Override
    public NdRange items(int n) {
        return NdRange.covering(n, 1, GROUP, 1);
    }

    @Override
    public NdRange matmul(int groups, int m, int n, boolean rowMajorB) {
        return new NdRange((n + 63) / 64 * 16, groups * ((m + 63) / 64) * 16, 16, 16);
    }

    /** Enough groups for a few on each compute unit of a large GPU. */
    @Override
    public int productParts(int m, int n, int most) {
        int tiles = ((m + 63) / 64) * ((n + 63) / 64);
        return Math.min(most, Math.max(1, GROUPS / tiles));
    }

    @Override
    public int rowsEach(int rows, int columns) {
        return Math.min(rows, ROWS);
    }

    @Override
    public NdRange columns(int columns, int parts) {
        return new NdRange((columns + 31) / 32 * 32, parts * 8, 32, 8);
    }

    @Override
    public NdRange sums(int x, int y) {
        return new NdRange(x * GROUP, y, GROUP, 1);
    }

    @Override
    public NdRange planes(int channels, int images, int elements) {
        return items(channels * images * elements);
    }

    @Override
    public NdRange panels(int panels, int channelBlocks) {
        return NdRange.covering(panels * Program.PANEL, channelBlocks, 32, 8);
    }

    @Override
    public int channelsEach(int elements) {
        return 1;
    }

    @Override
    public int columnElements() {
        return COLUMN_ELEMENTS;
    }
}
