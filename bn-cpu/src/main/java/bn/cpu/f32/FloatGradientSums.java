package bn.cpu.f32;

import bn.cpu.channels.ChannelLayout;
import bn.cpu.channels.ChannelSums;
import bn.cpu.channels.Region;
import bn.cpu.channels.TileBuffer;
import java.util.Arrays;

/**
 * The first pass of batch norm backward: sums g and g (x - mean) over the channels of a block; g is explained at
 * {@link FloatBackwardCoefficients}. Groups of rows are summed in float, and their sums in double.
 */
final class FloatGradientSums {
    private final FloatLoops loops;
    private final float[] sum = new float[TileBuffer.LENGTH];
    private final float[] product = new float[TileBuffer.LENGTH];
    private final float[] mean = new float[TileBuffer.LENGTH];
    private final double[] wide = new double[TileBuffer.LENGTH];
    private final double[] columnSum = new double[TileBuffer.LENGTH];
    private final double[] columnProduct = new double[TileBuffer.LENGTH];

    FloatGradientSums(FloatLoops loops) {
        this.loops = loops;
    }

    /** Writes the sums over a block. */
    void measure(FloatBackwardCoefficients coefficients, FloatBackwardCoefficients.Arguments arguments,
            ChannelLayout.Block block, ChannelSums sums) {
        ChannelLayout layout = arguments.layout();
        int origin = block.band() * layout.channels();
        Arrays.fill(sums.gradient(), origin + block.from(), origin + block.to(), 0);
        Arrays.fill(sums.product(), origin + block.from(), origin + block.to(), 0);
        int last = layout.endColumn(block);
        for (int tile = layout.firstColumn(block); tile < last; tile += TileBuffer.WIDTH) {
            int width = Math.min(TileBuffer.WIDTH, last - tile);
            FloatChannelColumns.broadcast(coefficients.mean, layout, tile, mean, width);
            sumColumns(arguments, layout.region(block, tile, width));
            FloatChannelColumns.add(columnSum, layout, tile, sums.gradient(), origin, width);
            FloatChannelColumns.add(columnProduct, layout, tile, sums.product(), origin, width);
        }
    }

    private void sumColumns(FloatBackwardCoefficients.Arguments arguments, Region region) {
        int width = region.width();
        Arrays.fill(columnSum, 0, width, 0);
        Arrays.fill(columnProduct, 0, width, 0);
        int end;
        for (int i = 0; i < region.rows(); i = end) {
            end = Math.min(region.rows(), i + loops.mostRows(region));
            Arrays.fill(sum, 0, width, 0);
            Arrays.fill(product, 0, width, 0);
            loops.addGradients(arguments, region, i, end, mean, sum, product);
            FloatRounding.widen(sum, wide, width);
            add(wide, columnSum, width);
            FloatRounding.widen(product, wide, width);
            add(wide, columnProduct, width);
        }
    }

    private static void add(double[] values, double[] total, int width) {
        for (int j = 0; j < width; j++) {
            total[j] += values[j];
        }
    }
}
