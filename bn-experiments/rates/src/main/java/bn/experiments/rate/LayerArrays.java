package bn.experiments.rate;

import bn.api.InvalidRequestException;
import bn.experiments.data.DataException;
import bn.experiments.data.npy.NpyArray;
import bn.experiments.data.npy.NpyFile;
import bn.experiments.data.npy.NpzFile;
import bn.theory.unit.LayerRates;
import bn.theory.unit.VarianceConstraint;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * A batch-normalized layer of K units on d inputs after a backward pass, from any framework that can write NumPy's files. The
 * arrays are {@code gamma} and {@code gamma_grad} (K each) and, if alpha is wanted, the effective weights {@code v} = gamma w / s
 * (K x d, or d numbers for a single unit) with {@code cov} (d x d), the biased covariance of the inputs.
 *
 * @param gamma scale of each unit
 * @param gammaGradient derivative of the mean loss with respect to it
 * @param weights v of each unit; empty if not known
 * @param constraints T1 for each unit; empty if v is not known
 */
public record LayerArrays(double[] gamma, double[] gammaGradient, double[][] weights, List<VarianceConstraint> constraints) {
    public static final String GAMMA = "gamma";
    public static final String GAMMA_GRADIENT = "gamma_grad";
    public static final String WEIGHTS = "v";
    public static final String COVARIANCE = "cov";
    /** The largest rounding of a float32 sum of 2^14 products; a mistake makes a far larger difference. */
    private static final double ASYMMETRY = 0x1p-10;

    /**
     * Reads a .npz file.
     *
     * @throws DataException if it cannot be read or holds no such layer
     * @throws InvalidRequestException if the shapes do not go together
     */
    public static LayerArrays read(Path archive) {
        try (NpzFile file = new NpzFile(archive)) {
            return read(file::has, file::array);
        }
    }

    /**
     * Reads .npy files.
     *
     * @param files by the names of the arrays
     * @throws DataException if one cannot be read or does not hold what it should
     * @throws InvalidRequestException if the shapes do not go together
     */
    public static LayerArrays read(Map<String, Path> files) {
        return read(files::containsKey, name -> NpyFile.open(files.get(name)));
    }

    private static LayerArrays read(Predicate<String> has, Function<String, NpyArray> open) {
        if (has.test(WEIGHTS) != has.test(COVARIANCE)) {
            throw new InvalidRequestException("there is " + (has.test(WEIGHTS) ? "v but no cov" : "cov but no v")
                    + "; alpha needs both, lambda needs neither");
        }
        NamedArray gamma = NamedArray.read(open.apply(GAMMA));
        gamma.require(gamma.columns() == 1 && gamma.rows() > 0, "gamma is a vector, one number a unit");
        NamedArray gradient = NamedArray.read(open.apply(GAMMA_GRADIENT));
        gradient.require(gradient.columns() == 1 && gradient.rows() == gamma.rows(),
                "the gradient is as long as gamma, " + gamma);
        if (!has.test(WEIGHTS)) {
            return new LayerArrays(gamma.values(), gradient.values(), new double[0][], List.of());
        }
        NamedArray weights = NamedArray.read(open.apply(WEIGHTS));
        boolean vector = gamma.rows() == 1 && weights.columns() == 1;
        weights.require((vector || weights.rows() == gamma.rows()) && weights.values().length > 0,
                "v is units x inputs, one row for each number of " + gamma);
        int d = vector ? weights.rows() : weights.columns();
        double[][] v = IntStream.range(0, gamma.rows())
                .mapToObj(k -> Arrays.copyOfRange(weights.values(), k * d, (k + 1) * d)).toArray(double[][]::new);
        NamedArray covariance = NamedArray.read(open.apply(COVARIANCE));
        covariance.require(covariance.rows() == d && covariance.columns() == d,
                "the covariance is inputs x inputs, " + d + " x " + d + " for " + weights);
        return new LayerArrays(gamma.values(), gradient.values(), v, constraints(gamma.values(), v, covariance));
    }

    private static List<VarianceConstraint> constraints(double[] gamma, double[][] v, NamedArray covariance) {
        SymmetryCheck.check(covariance.where(), covariance.values(), covariance.rows(), ASYMMETRY,
                "the biased covariance of the layer's inputs");
        List<VarianceConstraint> constraints = IntStream.range(0, v.length).parallel()
                .mapToObj(k -> VarianceConstraint.of(gamma[k], v[k], covariance.values())).toList();
        for (int k = 0; k < v.length; k++) {
            if (constraints.get(k).outputVariance() < -constraints.get(k).rounding()) {
                throw new DataException(covariance.where() + " is no covariance: v.Sv of unit " + (k + 1) + " is "
                        + constraints.get(k).outputVariance() + ", but a variance is never negative");
            }
        }
        return constraints;
    }

    /** The rates; alpha is NaN if v is not known. */
    public LayerRates rates() {
        double[] variance = new double[gamma.length];
        double[] squaredNorm = new double[gamma.length];
        for (int k = 0; k < weights.length; k++) {
            // Rounding can make a variance of 0 negative.
            variance[k] = Math.max(0, constraints.get(k).outputVariance());
            squaredNorm[k] = Arrays.stream(weights[k]).map(x -> x * x).sum();
        }
        // alpha does not depend on the length of the weights, so v serves as well as w.
        return LayerRates.of(gamma, gammaGradient, variance, 0, squaredNorm, 0);
    }
}
