package bn.cpu.f32;

import bn.api.Tensor;
import bn.cpu.channels.Area;
import bn.cpu.vectors.VectorApi;

/**
 * The loops over elements that batch norm consists of. Arrays have a value for each column of the area. One object serves one
 * thread at a time.
 */
interface FloatLoops {

    /** The quickest there are in this JVM. */
    static FloatLoops create() {
        return VectorApi.available() ? new FloatVectorLoops() : new FloatTileLoops();
    }

    /** What these loops need of a tensor. */
    FloatSpan span(Tensor tensor);

    /** sum += x - centre and square += (x - centre)^2, over rows {@code from .. to - 1}. */
    void addDeviations(FloatSpan x, Area area, int from, int to, float[] centre, float[] sum, float[] square);

    /** y = scale (x - centre) + shift, or 0 where that is less and there is a ReLU. */
    void normalize(FloatSpan x, Area area, float[] centre, float[] scale, float[] shift, boolean relu, FloatSpan y);

    /** sum += g and product += g (x - mean), over rows {@code from .. to - 1}; g is dy, or 0 where ReLU gave y = 0. */
    void addGradients(FloatGradient.Arguments arguments, Area area, int from, int to, float[] mean, float[] sum,
            float[] product);

    /** dx = factor (g + (slope (x - mean) + shift)), with the same g. */
    void combine(FloatGradient.Arguments arguments, Area area, float[] mean, float[] factor, float[] slope, float[] shift);
}
