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
        int spatialSize = layout.spatialSize();
        int last = block.to() * spatialSize;
        for (int tile = block.from() * spatialSize; tile < last; tile += TileBuffer.WIDTH) {
            int width = Math.min(TileBuffer.WIDTH, last - tile);
            FloatChannelStatistics.broadcast(coefficients.centre, spatialSize, tile, centre, width);
            FloatChannelStatistics.broadcast(coefficients.scale, spatialSize, tile, scale, width);
            FloatChannelStatistics.broadcast(coefficients.shift, spatialSize, tile, shift, width);
            loops.normalize(x, layout.region(block, tile, width), centre, scale, shift, relu, y);
        }
    }
}
