package bn.cpu.f32;

import bn.cpu.channels.ChannelLayout;
import bn.cpu.channels.TileBuffer;

/** The second pass of batch norm forward: normalizes x into y, with or without ReLU, block by block. */
final class FloatNormalizer {
    private final FloatLoops loops;
    private final float[] centre = new float[TileBuffer.LENGTH];
    private final float[] scale = new float[TileBuffer.LENGTH];
    private final float[] shift = new float[TileBuffer.LENGTH];

    FloatNormalizer(FloatLoops loops) {
        this.loops = loops;
    }

    /** Normalizes a block. */
    void apply(FloatForwardCoefficients coefficients, ChannelLayout layout, ChannelLayout.Block block, FloatView x, boolean relu,
            FloatView y) {
        int last = layout.endColumn(block);
        for (int tile = layout.firstColumn(block); tile < last; tile += TileBuffer.WIDTH) {
            int width = Math.min(TileBuffer.WIDTH, last - tile);
            FloatChannelColumns.broadcast(coefficients.centre, layout, tile, centre, width);
            FloatChannelColumns.broadcast(coefficients.scale, layout, tile, scale, width);
            FloatChannelColumns.broadcast(coefficients.shift, layout, tile, shift, width);
            loops.normalize(x, layout.region(block, tile, width), centre, scale, shift, relu, y);
        }
    }
}
