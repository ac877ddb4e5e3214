package bn.experiments.rate;

import bn.experiments.network.Dense;
import bn.experiments.network.Layer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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
    private final Map<Layer, double[]> sums = new LinkedHashMap<>();
    private long pairs;

    /**
     * Sums of zero.
     *
     * @param layers the hidden layers, from the first
     * @param sigma standard deviation of the noise on each input, at least 0
     */
    NoiseVariance(List<Layer> layers, double sigma) {
        this.sigma = sigma;
        List<Layer> linear = layers.stream().filter(Layer::hasLinear).toList();
        first = linear.isEmpty() || !(linear.get(0).linear() instanceof Dense) ? null : linear.get(0);
        linear.stream().filter(layer -> layer != first).forEach(layer -> sums.put(layer, new double[layer.units()]));
    }

    /** Whether pairs of draws are needed. */
    boolean isDrawn() {
        return sigma > 0 && !sums.isEmpty();
    }

    /** The pre-activations of the layers where noise is drawn, after inference on n examples under one draw of the noise. */
    List<double[]> preActivations(int n) {
        return sums.keySet().stream().map(layer -> layer.preActivations(n).toDoubles()).toList();
    }

    /** Adds the pre-activations of the same n clean examples under two independent draws of the noise. */
    void add(List<double[]> first, List<double[]> second, int n) {
        int l = 0;
        for (double[] sum : sums.values()) {
            double[] a = first.get(l);
            double[] b = second.get(l++);
            int positions = a.length / (n * sum.length);
            for (int i = 0; i < a.length; i++) {
                double difference = a[i] - b[i];
                sum[i / positions % sum.length] += difference * difference / (2.0 * positions);
            }
        }
        pairs += n;
    }

    /**
     * For each unit of a layer, the standard deviation of independent noise on the layer's inputs that would give the unit the
     * same variance. In the first layer it is that of the noise itself. 0 without noise, and for a layer without a linear map.
     *
     * @param squaredNorm w.w of each unit
     */
    double[] sigma(Layer layer, double[] squaredNorm) {
        double[] sigmas = new double[squaredNorm.length];
        for (int k = 0; k < sigmas.length; k++) {
            sigmas[k] = layer == first ? sigma : pairs == 0 || !sums.containsKey(layer) ? 0
                    : Math.sqrt(sums.get(layer)[k] / pairs / squaredNorm[k]);
        }
        return sigmas;
    }
}
