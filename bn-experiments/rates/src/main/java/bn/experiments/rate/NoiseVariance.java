package bn.experiments.rate;

import bn.experiments.network.Layer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The noise part of the variance of layers' pre-activations u = w.x: E Var(u | clean example), over the noise, averaged over the
 * examples. In the first layer it is sigma^2 |w|^2 (T6) and nothing is drawn. Above it is half the mean squared difference of the
 * pre-activations under two independent draws, which estimates it without bias; the relative error for n examples is about root
 * (2 / n).
 */
final class NoiseVariance {
    private final double sigma;
    private final Layer first;
    private final Map<Layer, double[]> sums = new LinkedHashMap<>();
    private long pairs;

    /**
     * Of layers.
     *
     * @param layers from the one that takes the inputs
     * @param sigma standard deviation of the noise on each input, at least 0
     */
    NoiseVariance(List<Layer> layers, double sigma) {
        this.sigma = sigma;
        first = layers.isEmpty() ? null : layers.get(0);
        layers.stream().skip(1).forEach(layer -> sums.put(layer, new double[layer.dense().outputs()]));
    }

    /** Whether pairs of draws are needed. */
    boolean isDrawn() {
        return sigma > 0 && !sums.isEmpty();
    }

    /** The pre-activations of the layers above the first after inference on a batch of n examples, to be one of a pair. */
    List<double[]> preActivations(int n) {
        return sums.keySet().stream().map(layer -> layer.preActivations(n).toDoubles()).toList();
    }

    /** Adds such pre-activations for the same n clean examples under two independent draws of the noise. */
    void add(List<double[]> first, List<double[]> second, int n) {
        int l = 0;
        for (double[] sum : sums.values()) {
            double[] a = first.get(l);
            double[] b = second.get(l++);
            for (int i = 0; i < a.length; i++) {
                double difference = a[i] - b[i];
                sum[i % sum.length] += difference * difference / 2;
            }
        }
        pairs += n;
    }

    /**
     * For each unit of a layer the standard deviation of independent noise on each of its inputs that would give it as much
     * variance: the noise itself in the first layer. 0 without noise.
     *
     * @param squaredNorm w.w of each unit
     */
    double[] sigma(Layer layer, double[] squaredNorm) {
        double[] sigmas = new double[squaredNorm.length];
        for (int k = 0; k < sigmas.length; k++) {
            sigmas[k] = layer == first ? sigma : pairs == 0 ? 0 : Math.sqrt(sums.get(layer)[k] / pairs / squaredNorm[k]);
        }
        return sigmas;
    }
}
