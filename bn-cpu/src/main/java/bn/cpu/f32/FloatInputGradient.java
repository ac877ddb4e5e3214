package bn.cpu.f32;

import bn.cpu.channels.ChannelLayout;
import bn.cpu.channels.Tile;

/** Computes the gradient with respect to the inputs of batch norm, block by block. */
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
        int spatialSize = arguments.layout().spatialSize();
        int last = block.to() * spatialSize;
        for (int tile = block.from() * spatialSize; tile < last; tile += Tile.WIDTH) {
            int width = Math.min(Tile.WIDTH, last - tile);
            FloatChannels.spread(coefficients.mean, spatialSize, tile, mean, width);
            FloatChannels.spread(coefficients.factor, spatialSize, tile, factor, width);
            FloatChannels.spread(coefficients.slope, spatialSize, tile, slope, width);
            FloatChannels.spread(coefficients.shift, spatialSize, tile, shift, width);
            loops.combine(arguments, arguments.layout().area(block, tile, width), mean, factor, slope, shift);
        }
    }
}
