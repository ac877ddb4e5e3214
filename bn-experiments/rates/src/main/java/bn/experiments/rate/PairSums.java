package bn.experiments.rate;

import java.io.Serializable;
import java.util.List;

/** Sums of squared differences of pre-activations under two independent draws of the noise, for each unit of some layers. */
final class PairSums implements Serializable {
    private static final long serialVersionUID = 1L;

    private final double[][] sums;
    private long pairs;

    /**
     * Sums of zero.
     *
     * @param units number of units of each of the layers
     */
    PairSums(int... units) {
        sums = new double[units.length][];
        for (int l = 0; l < units.length; l++) {
            sums[l] = new double[units[l]];
        }
    }

    /** Adds the pre-activations of the layers for the same n clean examples under two draws. */
    void add(List<double[]> first, List<double[]> second, int n) {
        for (int l = 0; l < sums.length; l++) {
            double[] a = first.get(l);
            double[] b = second.get(l);
            double[] sum = sums[l];
            int positions = a.length / (n * sum.length);
            for (int i = 0; i < a.length; i++) {
                double difference = a[i] - b[i];
                sum[i / positions % sum.length] += difference * difference / (2.0 * positions);
            }
        }
        pairs += n;
    }

    /** Adds those of other examples. */
    void merge(PairSums others) {
        for (int l = 0; l < sums.length; l++) {
            for (int k = 0; k < sums[l].length; k++) {
                sums[l][k] += others.sums[l][k];
            }
        }
        pairs += others.pairs;
    }

    /** Whether examples were added. */
    boolean isEmpty() {
        return pairs == 0;
    }

    /** Half the mean squared difference of a unit, which is the variance that comes from the noise. */
    double variance(int layer, int unit) {
        return sums[layer][unit] / pairs;
    }
}
