package bn.cpu.f32;

import bn.cpu.channels.Tile;

/** A row of a tile, as the gradient of batch norm needs it: x, and the gradient g by what the activation got. */
final class FloatGradientRow {
    final float[] x = new float[Tile.LENGTH];
    final float[] g = new float[Tile.LENGTH];

    private final float[] y = new float[Tile.LENGTH];

    /** Loads elements {@code at .. at + width - 1}. */
    void load(FloatGradient.Arguments arguments, int at, int width) {
        arguments.x().get(at, x, 0, width);
        arguments.dy().get(at, g, 0, width);
        if (arguments.y() != null) {
            arguments.y().get(at, y, 0, width);
            FloatActivation.reluGradient(y, g, width);
        }
    }
}
