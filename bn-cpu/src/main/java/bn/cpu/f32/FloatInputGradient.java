package bn.cpu.f32;

import bn.cpu.channels.ChannelLayout;
import bn.cpu.channels.Tile;

/** Computes the gradient by the inputs of batch norm, block by block. */
final class FloatInputGradient {
    private final FloatLoops loops;
    private final float[] mean = new float[Tile.LENGTH];
    private final float[] factor = new float[Tile.LENGTH];
    private final float[] slope = new float[Tile.LENGTH];
    private final float[] shift = new float[Tile.LENGTH];

    FloatInputGradient(FloatLoops loops) {
        this.loops = loops;
    }

    /** Computes that of a block. */
    void apply(FloatGradient coefficients, FloatGradient.Arguments arguments, ChannelLayout.Block block) {
        int extent = arguments.layout().extent();
        int last = block.to() * extent;
        for (int tile = block.from() * extent; tile < last; tile += Tile.WIDTH) {
            int width = Math.min(Tile.WIDTH, last - tile);
            FloatChannels.spread(coefficients.mean, extent, tile, mean, width);
            FloatChannels.spread(coefficients.factor, extent, tile, factor, width);
            FloatChannels.spread(coefficients.slope, extent, tile, slope, width);
            FloatChannels.spread(coefficients.shift, extent, tile, shift, width);
            loops.combine(arguments, arguments.layout().area(block, tile, width), mean, factor, slope, shift);
        }
    }
}
