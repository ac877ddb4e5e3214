package bn.experiments.rate;

import bn.experiments.network.Layer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The variance that the noise alone gives to the products of layers. */
final class NoiseVariance {
    private final Map<Layer, double[]> sums = new LinkedHashMap<>();
    private long pairs;

    /** Of the layers that are given. */
    NoiseVariance(Iterable<Layer> layers) {
        layers.forEach(layer -> sums.put(layer, new double[layer.dense().outputs()]));
    }

    /** The products of all layers after inference on a batch of n examples, to be one of a pair. */
    List<double[]> products(int n) {
        return sums.keySet().stream().map(layer -> layer.products(n).toDoubles()).toList();
    }

    /**
     * Adds the products for the same clean examples under two independent draws of the noise: half the squared difference
     * estimates the variance without bias.
     */
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

    /** The variance of each unit; 0 if nothing was added. */
    double[] of(Layer layer) {
        return Arrays.stream(sums.get(layer)).map(sum -> pairs == 0 ? 0 : sum / pairs).toArray();
    }
}
