package bn.cpu.f32;

import bn.cpu.channels.ChannelLayout;
import bn.cpu.channels.TileBuffer;

/** The second pass of batch norm backward: computes the gradient with respect to the inputs, block by block. */
final class FloatInputGradient {
    private final FloatLoops loops;
    private final float[] mean = new float[TileBuffer.LENGTH];
    private final float[] factor = new float[TileBuffer.LENGTH];
    private final float[] slope = new float[TileBuffer.LENGTH];
    private final float[] shift = new float[TileBuffer.LENGTH];

    FloatInputGradient(FloatLoops loops) {
        this.loops = loops;
    }

    /** Computes the gradient for a block. */
    void apply(FloatBackwardCoefficients coefficients, FloatBackwardCoefficients.Arguments arguments, ChannelLayout.Block block) {
        int spatialSize = arguments.layout().spatialSize();
        int last = block.to() * spatialSize;
        for (int tile = block.from() * spatialSize; tile < last; tile += TileBuffer.WIDTH) {
            int width = Math.min(TileBuffer.WIDTH, last - tile);
            FloatChannelStatistics.broadcast(coefficients.mean, spatialSize, tile, mean, width);
            FloatChannelStatistics.broadcast(coefficients.factor, spatialSize, tile, factor, width);
            FloatChannelStatistics.broadcast(coefficients.slope, spatialSize, tile, slope, width);
            FloatChannelStatistics.broadcast(coefficients.shift, spatialSize, tile, shift, width);
            loops.combine(arguments, arguments.layout().region(block, tile, width), mean, factor, slope, shift);
        }
    }
}
