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
        int extent = layout.extent();
        int last = block.to() * extent;
        for (int tile = block.from() * extent; tile < last; tile += Tile.WIDTH) {
            int width = Math.min(Tile.WIDTH, last - tile);
            FloatChannels.spread(coefficients.centre, extent, tile, centre, width);
            FloatChannels.spread(coefficients.scale, extent, tile, scale, width);
            FloatChannels.spread(coefficients.shift, extent, tile, shift, width);
            loops.normalize(x, layout.area(block, tile, width), centre, scale, shift, relu, y);
        }
    }
}
