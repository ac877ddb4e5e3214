package bn.cpu.f32;

import bn.cpu.channels.Area;
import bn.cpu.channels.ChannelLayout;
import bn.cpu.channels.ChannelSums;
import bn.cpu.channels.Tile;
import java.util.Arrays;

/** Sums g and g (x - mean) over the channels of blocks, in float over some rows and in double over all. */
final class FloatGradientSums {
    private static final int ROWS = 64;

    private final FloatLoops loops;
    private final float[] sum = new float[Tile.LENGTH];
    private final float[] product = new float[Tile.LENGTH];
    private final float[] mean = new float[Tile.LENGTH];
    private final double[] part = new double[Tile.LENGTH];
    private final double[] columnSum = new double[Tile.LENGTH];
    private final double[] columnProduct = new double[Tile.LENGTH];

    FloatGradientSums(FloatLoops loops) {
        this.loops = loops;
    }

    /** Sums over a block. */
    void measure(FloatGradient coefficients, FloatGradient.Arguments arguments, ChannelLayout.Block block, ChannelSums sums) {
        int spatialSize = arguments.layout().spatialSize();
        int origin = block.band() * arguments.layout().channels();
        Arrays.fill(sums.gradient(), origin + block.from(), origin + block.to(), 0);
        Arrays.fill(sums.product(), origin + block.from(), origin + block.to(), 0);
        int last = block.to() * spatialSize;
        for (int tile = block.from() * spatialSize; tile < last; tile += Tile.WIDTH) {
            int width = Math.min(Tile.WIDTH, last - tile);
            FloatChannels.spread(coefficients.mean, spatialSize, tile, mean, width);
            sumColumns(arguments, arguments.layout().area(block, tile, width));
            gather(columnSum, spatialSize, tile, sums.gradient(), origin, width);
            gather(columnProduct, spatialSize, tile, sums.product(), origin, width);
        }
    }

    private void sumColumns(FloatGradient.Arguments arguments, Area area) {
        int width = area.width();
        Arrays.fill(columnSum, 0, width, 0);
        Arrays.fill(columnProduct, 0, width, 0);
        int end;
        for (int i = 0; i < area.rows(); i = end) {
            end = Math.min(area.rows(), i + ROWS);
            Arrays.fill(sum, 0, width, 0);
            Arrays.fill(product, 0, width, 0);
            loops.addGradients(arguments, area, i, end, mean, sum, product);
            FloatRounding.widen(sum, part, width);
            add(part, columnSum, width);
            FloatRounding.widen(product, part, width);
            add(part, columnProduct, width);
        }
    }

    private static void add(double[] part, double[] total, int width) {
        for (int j = 0; j < width; j++) {
            total[j] += part[j];
        }
    }

    /** Adds columns of a tile, which starts with the given column of the matrix, to their channels. */
    private static void gather(double[] tile, int spatialSize, int column, double[] total, int origin, int width) {
        if (spatialSize == 1) {
            System.arraycopy(tile, 0, total, origin + column, width);
            return;
        }
        for (int j = 0; j < width; j++) {
            total[origin + (column + j) / spatialSize] += tile[j];
        }
    }
}
