package bn.cpu.f32;

import bn.cpu.channels.Region;
import java.nio.FloatBuffer;

/** Scalar versions of {@link FloatVectorLoops}, for the columns {@code column .. width - 1} that do not fill a vector. */
final class FloatTailLoops {

    private FloatTailLoops() {}

    static void addDeviations(FloatBuffer x, Region region, int from, int to, int column, float[] centre, float[] sum,
            float[] square) {
        for (int i = from; i < to; i++) {
            int at = region.row(i);
            for (int j = column; j < region.width(); j++) {
                float d = x.get(at + j) - centre[j];
                sum[j] += d;
                square[j] += d * d;
            }
        }
    }

    static void normalize(FloatBuffer x, Region region, int column, float[] centre, float[] scale, float[] shift, boolean relu,
            FloatBuffer y) {
        for (int i = 0; i < region.rows(); i++) {
            int at = region.row(i);
            for (int j = column; j < region.width(); j++) {
                float value = (x.get(at + j) - centre[j]) * scale[j] + shift[j];
                y.put(at + j, relu ? Math.max(value, 0) : value);
            }
        }
    }

    static void addGradients(FloatBackwardCoefficients.Arguments arguments, Region region, int from, int to, int column,
            float[] mean, float[] sum, float[] product) {
        FloatBuffer x = arguments.x().floats();
        for (int i = from; i < to; i++) {
            int at = region.row(i);
            for (int j = column; j < region.width(); j++) {
                float g = gradient(arguments, at + j);
                sum[j] += g;
                product[j] += g * (x.get(at + j) - mean[j]);
            }
        }
    }

    static void combine(FloatBackwardCoefficients.Arguments arguments, Region region, int column, float[] mean, float[] factor,
            float[] slope, float[] shift) {
        FloatBuffer x = arguments.x().floats();
        FloatBuffer dx = arguments.dx().floats();
        for (int i = 0; i < region.rows(); i++) {
            int at = region.row(i);
            for (int j = column; j < region.width(); j++) {
                dx.put(at + j, factor[j] * (gradient(arguments, at + j) + (slope[j] * (x.get(at + j) - mean[j]) + shift[j])));
            }
        }
    }

    private static float gradient(FloatBackwardCoefficients.Arguments arguments, int at) {
        boolean off = arguments.y() != null && arguments.y().floats().get(at) <= 0;
        return off ? 0 : arguments.dy().floats().get(at);
    }
}
