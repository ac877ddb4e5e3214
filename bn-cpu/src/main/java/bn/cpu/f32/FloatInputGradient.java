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
        ChannelLayout layout = arguments.layout();
        int last = layout.endColumn(block);
        for (int tile = layout.firstColumn(block); tile < last; tile += TileBuffer.WIDTH) {
            int width = Math.min(TileBuffer.WIDTH, last - tile);
            FloatChannelColumns.broadcast(coefficients.mean, layout, tile, mean, width);
            FloatChannelColumns.broadcast(coefficients.factor, layout, tile, factor, width);
            FloatChannelColumns.broadcast(coefficients.slope, layout, tile, slope, width);
            FloatChannelColumns.broadcast(coefficients.shift, layout, tile, shift, width);
            loops.combine(arguments, layout.region(block, tile, width), mean, factor, slope, shift);
        }
    }
}
