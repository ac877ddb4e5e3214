package bn.experiments.run;

import bn.api.DType;
import bn.api.InvalidRequestException;
import bn.api.kernel.VarianceEstimator;
import bn.api.norm.Affine;
import bn.api.norm.NormalizationOptions;
import bn.api.norm.RunningAverage;
import bn.experiments.architecture.Architecture;
import bn.experiments.network.NetworkSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * How to build a network, as the metadata of a checkpoint: {@code architecture}, {@code dtype}, {@code normalization},
 * {@code eps}, {@code runningAverage} (a number or {@code cumulative}), {@code runningVariance}, {@code gamma} ({@code learned}
 * or the value that it is fixed at) and {@code beta} ({@code learned} or {@code fixed}).
 *
 * @param architecture widths of the layers
 * @param dtype that the numbers were computed in
 * @param normalization name of the normalization in the hidden layers
 * @param conventions of the normalization; those of PyTorch where the file does not say
 * @param unstated keys of the conventions that the file does not state
 */
public record CheckpointMetadata(Architecture architecture, DType dtype, String normalization, NormalizationOptions conventions,
        List<String> unstated) {
    static final List<String> NEEDED = List.of("architecture", "dtype", "normalization", "eps");
    private static final String CUMULATIVE = "cumulative";
    private static final String LEARNED = "learned";
    private static final String FIXED = "fixed";

    /** The metadata of a network. */
    static Map<String, String> of(NetworkSpec spec, String normalization) {
        NormalizationOptions conventions = spec.normalization();
        Affine affine = conventions.affine();
        return new TreeMap<>(Map.of("architecture", spec.architecture().text(),
                "dtype", spec.dtype().label(),
                "normalization", normalization,
                "eps", String.valueOf(conventions.eps()),
                "runningAverage", conventions.runningAverage() instanceof RunningAverage.Exponential exponential
                        ? String.valueOf(exponential.newWeight()) : CUMULATIVE,
                "runningVariance", conventions.runningVariance().name(),
                "gamma", affine.gammaLearned() ? LEARNED : String.valueOf(affine.initialGamma()),
                "beta", affine.betaLearned() ? LEARNED : FIXED));
    }

    /**
     * Reads metadata.
     *
     * @param usualAffine which of gamma and beta are learned where the file does not say
     * @throws InvalidRequestException if a value is out of its range
     * @throws IllegalArgumentException if a value is no number or name
     */
    static CheckpointMetadata read(Map<String, String> metadata, Affine usualAffine) {
        List<String> unstated = new ArrayList<>();
        Conventions said = new Conventions(metadata, unstated);
        NormalizationOptions usual = NormalizationOptions.pytorch();
        NormalizationOptions conventions = new NormalizationOptions(Double.parseDouble(metadata.get("eps")),
                said.or("runningAverage", CheckpointMetadata::average, usual.runningAverage()),
                said.or("runningVariance", VarianceEstimator::valueOf, usual.runningVariance()), affine(said, usualAffine));
        return new CheckpointMetadata(Architecture.parse(metadata.get("architecture")), DType.of(metadata.get("dtype")),
                metadata.get("normalization"), conventions, unstated);
    }

    private record Conventions(Map<String, String> metadata, List<String> unstated) {

        <T> T or(String key, Function<String, T> read, T usual) {
            if (!metadata.containsKey(key)) {
                unstated.add(key);
                return usual;
            }
            return read.apply(metadata.get(key));
        }
    }

    private static RunningAverage average(String text) {
        return text.equals(CUMULATIVE) ? new RunningAverage.Cumulative()
                : new RunningAverage.Exponential(Double.parseDouble(text));
    }

    private static Affine affine(Conventions said, Affine usual) {
        Optional<Double> fixed = said.or("gamma", text -> text.equals(LEARNED) ? Optional.empty()
                : Optional.of(Double.parseDouble(text)),
                usual.gammaLearned() ? Optional.empty() : Optional.of(usual.initialGamma()));
        boolean beta = said.or("beta", CheckpointMetadata::learned, usual.betaLearned());
        return new Affine(fixed.orElse(1.0), fixed.isEmpty(), beta);
    }

    private static boolean learned(String text) {
        if (!text.equals(LEARNED) && !text.equals(FIXED)) {
            throw new IllegalArgumentException("beta is " + LEARNED + " or " + FIXED + ", not '" + text + "'");
        }
        return text.equals(LEARNED);
    }
}
