package bn.cpu.f32;

import bn.cpu.channels.ChannelLayout;
import bn.cpu.channels.Tile;
import java.nio.FloatBuffer;

/** Normalizes blocks of x into y, with ReLU or not. */
final class FloatNormalizer {
    private final float[] row = new float[Tile.LENGTH];
    private final float[] centre = new float[Tile.LENGTH];
    private final float[] scale = new float[Tile.LENGTH];
    private final float[] shift = new float[Tile.LENGTH];

    /** Normalizes a block. */
    void apply(FloatNormalization coefficients, ChannelLayout layout, ChannelLayout.Block block, FloatBuffer x, boolean relu,
            FloatBuffer y) {
        int extent = layout.extent();
        int last = block.to() * extent;
        for (int tile = block.from() * extent; tile < last; tile += Tile.WIDTH) {
            int width = Math.min(Tile.WIDTH, last - tile);
            FloatChannels.spread(coefficients.centre, extent, tile, centre, width);
            FloatChannels.spread(coefficients.scale, extent, tile, scale, width);
            FloatChannels.spread(coefficients.shift, extent, tile, shift, width);
            int at = block.firstRow() * layout.columns() + tile;
            for (int i = 0; i < block.rows(); i++, at += layout.columns()) {
                x.get(at, row, 0, width);
                if (relu) {
                    affineRelu(row, centre, scale, shift, width);
                } else {
                    affine(row, centre, scale, shift, width);
                }
                y.put(at, row, 0, width);
            }
        }
    }

    private static void affine(float[] x, float[] centre, float[] scale, float[] shift, int width) {
        for (int j = 0; j < width; j++) {
            x[j] = (x[j] - centre[j]) * scale[j] + shift[j];
        }
    }

    private static void affineRelu(float[] x, float[] centre, float[] scale, float[] shift, int width) {
        for (int j = 0; j < width; j++) {
            x[j] = Math.max((x[j] - centre[j]) * scale[j] + shift[j], 0);
        }
    }
}
