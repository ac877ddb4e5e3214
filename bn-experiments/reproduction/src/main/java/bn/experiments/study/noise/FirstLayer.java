package bn.experiments.study.noise;

import bn.theory.spectral.Spectrum;
import bn.theory.unit.UnitRate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * The first layer of a trained network.
 *
 * @param units their rates, read on all examples with the noise that it was trained with
 * @param weights units x features
 * @param noiseVariance what that noise was measured to add to the variance of each unit's pre-activation; 0 without noise
 */
record FirstLayer(List<UnitRate> units, double[] weights, double[] noiseVariance) {

    /** Sum over directions of a band and over units of the squared effective weights; mean fraction of signal of the directions. */
    record Energy(double total, double signalShare) {}

    /** The mean over the units that have a rate. */
    double mean(ToDoubleFunction<UnitRate> value) {
        return units.stream().mapToDouble(value).filter(each -> !Double.isNaN(each)).average().orElse(Double.NaN);
    }

    /** The largest deviation from 1 of a unit's measured variance from noise over sigma^2 |w|^2. */
    double noiseError(double sigma) {
        return IntStream.range(0, units.size())
                .mapToDouble(k -> Math.abs(noiseVariance[k] / (sigma * sigma * units.get(k).squaredNorm()) - 1)).max()
                .orElse(Double.NaN);
    }

    /**
     * The mean over the units of sigma^2 |w|^2 / (w.S_s w + sigma^2 |w|^2): the noise's fraction of a penalty, for these weights.
     */
    double noiseShare(Spectrum clean, double sigma) {
        double sum = 0;
        double[][] rows = rows(clean);
        int d = clean.dimension();
        for (int k = 0; k < rows.length; k++) {
            double signal = 0;
            for (int j = 0; j < rows[k].length; j++) {
                signal += clean.value(j) * rows[k][j] * rows[k][j];
            }
            double noise = 0;
            for (int i = k * d; i < (k + 1) * d; i++) {
                noise += sigma * sigma * weights[i] * weights[i];
            }
            sum += noise / (signal + noise) / units.size();
        }
        return sum;
    }

    /** By bands of the fraction of signal s / (s + sigma^2); directions in which the inputs do not vary are left out. */
    Map<String, Energy> energies(Spectrum clean, double sigma) {
        double[][] rows = rows(clean);
        Map<String, Energy> energies = new LinkedHashMap<>();
        for (int band = 0; band + 1 < Bands.EDGES.length; band++) {
            double total = 0;
            double fractions = 0;
            int count = 0;
            for (int j = 0; j < clean.rank(); j++) {
                double fraction = clean.value(j) / (clean.value(j) + sigma * sigma);
                if (fraction <= Bands.EDGES[band] || fraction > Bands.EDGES[band + 1]) {
                    continue;
                }
                count++;
                fractions += fraction;
                for (int k = 0; k < rows.length; k++) {
                    UnitRate unit = units.get(k);
                    total += rows[k][j] * rows[k][j] * unit.gamma() * unit.gamma() / (unit.variance() + unit.eps());
                }
            }
            if (count > 0) {
                energies.put(Bands.EDGES[band] + " to " + Bands.EDGES[band + 1], new Energy(total, fractions / count));
            }
        }
        return energies;
    }

    /** The weights of each unit along the principal components. */
    private double[][] rows(Spectrum clean) {
        int d = clean.dimension();
        double[][] rows = new double[units.size()][];
        for (int k = 0; k < rows.length; k++) {
            rows[k] = clean.toBasis(Arrays.copyOfRange(weights, k * d, (k + 1) * d));
        }
        return rows;
    }
}
