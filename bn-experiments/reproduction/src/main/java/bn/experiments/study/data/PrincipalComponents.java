package bn.experiments.study.data;

import bn.experiments.data.Examples;
import bn.experiments.data.Targets;
import bn.theory.spectral.Spectrum;
import java.util.stream.IntStream;

/** Examples seen through their principal components. */
public final class PrincipalComponents {

    private PrincipalComponents() {}

    /**
     * The examples with their coordinates along the first components as features.
     *
     * @param spectrum of the features' covariance
     * @param dimension number of components, at most the number of features
     */
    public static Examples of(Examples examples, Spectrum spectrum, int dimension) {
        int features = examples.features();
        double[] values = new double[examples.count() * dimension];
        double[] row = new double[features];
        for (int i = 0; i < examples.count(); i++) {
            examples.copyFeatures(i, row, 0);
            System.arraycopy(spectrum.toBasis(row), 0, values, i * dimension, dimension);
        }
        return Examples.ofRows(values, dimension, IntStream.range(0, examples.count()).toArray(),
                new Targets.Labels(examples.labels(), examples.targets()));
    }
}
