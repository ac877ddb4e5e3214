package bn.cpu.f32;

import bn.api.Tensor;
import bn.cpu.channels.ChannelLayout;
import bn.cpu.channels.Region;
import bn.cpu.vectors.VectorApi;

/**
 * The loops over elements of which batch norm consists. Arrays have one value for each column of the region. An object must not
 * be used by several threads at once.
 */
interface FloatLoops {

    /** The fastest implementation that this JVM supports. */
    static FloatLoops create() {
        return VectorApi.available() ? new FloatVectorLoops() : new FloatTileLoops();
    }

    /** The elements of a tensor, in the form that these loops need. */
    FloatView view(Tensor tensor);

    /** The length of a row of images with which the loops are fastest ({@link ChannelLayout}). */
    int rowElements();

    /** Most rows whose sums may be added in one call: the rounding errors of sums in float grow with it. */
    int mostRows(Region region);

    /** sum += x - centre and square += (x - centre)^2, over rows {@code from .. to - 1}. */
    void addDeviations(FloatView x, Region region, int from, int to, float[] centre, float[] sum, float[] square);

    /** y = scale (x - centre) + shift; with ReLU, 0 where that is negative. */
    void normalize(FloatView x, Region region, float[] centre, float[] scale, float[] shift, boolean relu, FloatView y);

    /**
     * sum += g and product += g (x - mean), over rows {@code from .. to - 1}; g is dy, but 0 where the output y of a ReLU is 0.
     */
    void addGradients(FloatBackwardCoefficients.Arguments arguments, Region region, int from, int to, float[] mean, float[] sum,
            float[] product);

    /** dx = factor (g + (slope (x - mean) + shift)), with the same g. */
    void combine(FloatBackwardCoefficients.Arguments arguments, Region region, float[] mean,
            float[] factor, float[] slope, float[] shift);
}
