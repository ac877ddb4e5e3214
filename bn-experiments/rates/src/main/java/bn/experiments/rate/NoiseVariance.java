package bn.experiments.rate;

import bn.experiments.network.Dense;
import bn.experiments.network.Layer;
import java.util.List;

/**
 * The part of the variance of pre-activations u = w.x that comes from noise on the network's inputs: Var(u | clean example),
 * averaged over the examples and the positions. In a first layer that is fully connected it is sigma^2 |w|^2 (T6), and nothing is
 * drawn. In a convolution the padding has no noise; there, and in the layers above, it is
 * estimated without bias by half the mean squared difference of u under two independent draws of the noise; with n examples the
 * relative error is about the square root of 2 / n.
 */
final class NoiseVariance {
    private final double sigma;
    private final Layer first;
    private final List<Layer> drawn;
    private final PairSums sums;

    /**
     * Sums of zero.
     *
     * @param layers the hidden layers, from the first
     * @param sigma standard deviation of the noise on each input, at least 0
     */
    NoiseVariance(List<Layer> layers, double sigma) {
        this(layers, sigma, new PairSums(drawn(layers).stream().mapToInt(Layer::units).toArray()));
    }

    /**
     * With these sums.
     *
     * @param layers the hidden layers, from the first, of the network that the sums are of
     */
    NoiseVariance(List<Layer> layers, double sigma, PairSums sums) {
        this.sigma = sigma;
        first = first(layers);
        drawn = drawn(layers);
        this.sums = sums;
    }

    private static Layer first(List<Layer> layers) {
        return layers.stream().filter(Layer::hasLinear).findFirst().filter(layer -> layer.linear() instanceof Dense).orElse(null);
    }

    private static List<Layer> drawn(List<Layer> layers) {
        Layer known = first(layers);
        return layers.stream().filter(layer -> layer.hasLinear() && layer != known).toList();
    }

    /** Whether pairs of draws are needed. */
    boolean isDrawn() {
        return sigma > 0 && !drawn.isEmpty();
    }

    /** The pre-activations of the layers where noise is drawn, after inference on n examples under one draw of the noise. */
    List<double[]> preActivations(int n) {
        return drawn.stream().map(layer -> layer.preActivations(n).toDoubles()).toList();
    }

    /** Adds the pre-activations of the same n clean examples under two independent draws of the noise. */
    void add(List<double[]> first, List<double[]> second, int n) {
        sums.add(first, second, n);
    }

    /** What was added. */
    PairSums sums() {
        return sums;
    }

    /**
     * For each unit of a layer, the standard deviation of independent noise on the layer's inputs that would give the unit the
     * same variance. In the first layer it is that of the noise itself. 0 without noise, and for a layer without a linear map.
     *
     * @param squaredNorm w.w of each unit
     */
    double[] sigma(Layer layer, double[] squaredNorm) {
        double[] sigmas = new double[squaredNorm.length];
        int l = drawn.indexOf(layer);
        for (int k = 0; k < sigmas.length; k++) {
            sigmas[k] = layer == first ? sigma : sums.isEmpty() || l < 0 ? 0
                    : Math.sqrt(sums.variance(l, k) / squaredNorm[k]);
        }
        return sigmas;
    }
}
