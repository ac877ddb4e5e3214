package bn.cpu.f32;

import bn.cpu.channels.ChannelLayout;
import bn.cpu.channels.Tile;

/** Normalizes blocks of x into y, with ReLU or not. */
final class FloatNormalizer {
    private final FloatLoops loops;
    private final float[] centre = new float[Tile.LENGTH];
    private final float[] scale = new float[Tile.LENGTH];
    private final float[] shift = new float[Tile.LENGTH];

    FloatNormalizer(FloatLoops loops) {
        this.loops = loops;
    }

    /** Normalizes a block. */
    void apply(FloatNormalization coefficients, ChannelLayout layout, ChannelLayout.Block block, FloatSpan x, boolean relu,
            FloatSpan y) {
        int spatialSize = layout.spatialSize();
        int last = block.to() * spatialSize;
        for (int tile = block.from() * spatialSize; tile < last; tile += Tile.WIDTH) {
            int width = Math.min(Tile.WIDTH, last - tile);
            FloatChannels.spread(coefficients.centre, spatialSize, tile, centre, width);
            FloatChannels.spread(coefficients.scale, spatialSize, tile, scale, width);
            FloatChannels.spread(coefficients.shift, spatialSize, tile, shift, width);
            loops.normalize(x, layout.area(block, tile, width), centre, scale, shift, relu, y);
        }
    }
}
