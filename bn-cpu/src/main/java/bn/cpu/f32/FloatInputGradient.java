package bn.cpu.f32;

import bn.cpu.channels.ChannelLayout;
import bn.cpu.channels.Tile;

/** Computes the gradient by the inputs of batch norm, block by block. */
final class FloatInputGradient {
    private final FloatGradientRow row = new FloatGradientRow();
    private final float[] mean = new float[Tile.LENGTH];
    private final float[] factor = new float[Tile.LENGTH];
    private final float[] slope = new float[Tile.LENGTH];
    private final float[] shift = new float[Tile.LENGTH];

    /** Computes that of a block. */
    void apply(FloatGradient coefficients, FloatGradient.Arguments arguments, ChannelLayout.Block block) {
        int extent = arguments.layout().extent();
        int stride = arguments.layout().columns();
        int last = block.to() * extent;
        for (int tile = block.from() * extent; tile < last; tile += Tile.WIDTH) {
            int width = Math.min(Tile.WIDTH, last - tile);
            FloatChannels.spread(coefficients.mean, extent, tile, mean, width);
            FloatChannels.spread(coefficients.factor, extent, tile, factor, width);
            FloatChannels.spread(coefficients.slope, extent, tile, slope, width);
            FloatChannels.spread(coefficients.shift, extent, tile, shift, width);
            int at = block.firstRow() * stride + tile;
            for (int i = 0; i < block.rows(); i++, at += stride) {
                row.load(arguments, at, width);
                combine(row.x, row.g, mean, factor, slope, shift, width);
                arguments.dx().put(at, row.g, 0, width);
            }
        }
    }

    private static void combine(float[] x, float[] g, float[] mean, float[] factor, float[] slope, float[] shift, int width) {
        for (int j = 0; j < width; j++) {
            g[j] = factor[j] * (g[j] + (slope[j] * (x[j] - mean[j]) + shift[j]));
        }
    }
}
