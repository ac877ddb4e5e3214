package bn.djl;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.norm.GhostBatchNorm;
import bn.monitor.LayerDescription;
import bn.monitor.Reading;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/** Reads one batch normalization between the backward pass and the optimizer's step. */
final class NormalizationReader {
    private final NamedBlock normalization;
    private final @Nullable NamedBlock linear;
    private final NormalizationSettings settings;
    private final @Nullable String unknownVariance;
    private final Parameter gamma;
    private final Parameter beta;
    private final Parameter runningVariance;
    private double @Nullable [] gammaBefore;
    private double @Nullable [] runningBefore;

    /**
     * A reader.
     *
     * @param before the block whose outputs are normalized; null if it is not known
     * @param biasedBy why the engine's variance cannot be made a biased one; null if it can
     */
    NormalizationReader(NamedBlock normalization, @Nullable NamedBlock before, @Nullable String biasedBy) {
        this.normalization = normalization;
        BatchNorm block = (BatchNorm) normalization.block();
        settings = NormalizationSettings.of(block);
        gamma = Numbers.parameter(block, "gamma");
        beta = Numbers.parameter(block, "beta");
        runningVariance = Numbers.parameter(block, "runningVar");
        linear = before != null && fits(before) ? before : null;
        unknownVariance = biasedBy != null ? biasedBy : unknownVariance();
    }

    private Shape inputs() {
        return normalization.block().getInputShapes()[0];
    }

    private int channels() {
        return Math.toIntExact(gamma.getArray().size());
    }

    /** Whether the outputs of a linear map are the channels: they are on the last axis, those of a convolution on axis 1. */
    private boolean fits(NamedBlock map) {
        int axes = inputs().dimension();
        return map.isLinearMap() && Numbers.parameter(map.block(), "weight").getShape().get(0) == channels()
                && settings.axis(axes) == (map.block() instanceof Linear ? axes - 1 : 1);
    }

    private @Nullable String unknownVariance() {
        if (normalization.block() instanceof GhostBatchNorm) {
            return "parts of the batch are normalized alone";
        } else if (!settings.tracks()) {
            return "its momentum is not known, or 1";
        }
        return positions(1) < 1 ? "the size of its inputs is not known" : null;
    }

    /** Values of a channel in a batch of this many examples; not positive if an axis has no size. */
    private long positions(long examples) {
        long positions = examples;
        for (int i = 1; i < inputs().dimension(); i++) {
            positions *= i == settings.axis(inputs().dimension()) ? 1 : Math.max(0, inputs().get(i));
        }
        return positions;
    }

    String name() {
        return normalization.name();
    }

    /** Whether it reads a block, perhaps under another name. */
    boolean reads(NamedBlock block) {
        return normalization.block() == block.block();
    }

    /** Whether it has gradients that are rates. */
    boolean isReadable() {
        return gamma.requiresGradient();
    }

    LayerDescription description() {
        String note = null;
        if (!isReadable()) {
            note = "has no gamma that is trained: scale is off, or it is frozen";
        } else if (linear == null) {
            note = "no linear map was found right before it: lambda only";
        } else if (unknownVariance != null) {
            note = unknownVariance + ": lambda only";
        }
        return new LayerDescription(name(), channels(), settings.eps(), linear == null ? null : linear.name(), note);
    }

    /** The weights whose outputs it normalizes, if they were found. */
    Optional<Parameter> weights() {
        return Optional.ofNullable(linear).map(each -> Numbers.parameter(each.block(), "weight"));
    }

    /** Takes down what has to be known of the step before one that is read. */
    void remember() {
        gammaBefore = Numbers.values(gamma);
        runningBefore = Numbers.values(runningVariance);
    }

    /** Whether the scales are those of the step before; false if that is not known. */
    boolean isUnchanged() {
        return gammaBefore != null && Arrays.equals(gammaBefore, Numbers.values(gamma));
    }

    /**
     * Reads it.
     *
     * @param examples in the batch; 0 if not known
     */
    Reading read(long examples) {
        double[] unknown = Reading.unknown(channels());
        return new Reading(Numbers.values(gamma), Numbers.gradient(gamma), Numbers.values(beta),
                beta.requiresGradient() ? Numbers.gradient(beta) : unknown, batchVariance(examples), settings.eps(),
                weights().map(NormalizationReader::squaredNorms).orElse(unknown));
    }

    private static double[] squaredNorms(Parameter weights) {
        return DoubleStream.of(Numbers.lengths(weights.getArray())).map(each -> each * each).toArray();
    }

    /**
     * The biased variance of the batch: the engine has added it to the running variance with the weight {@code update}, as
     * n / (n - 1) times of it for n values.
     */
    private double[] batchVariance(long examples) {
        long n = positions(examples);
        double[] before = runningBefore;
        if (unknownVariance != null || before == null || n < 2) {
            return Reading.unknown(channels());
        }
        double[] variance = Numbers.values(runningVariance);
        for (int k = 0; k < variance.length; k++) {
            double unbiased = (variance[k] - (1 - settings.update()) * before[k]) / settings.update();
            // Rounding may bring a variance of 0 below it.
            variance[k] = Math.max(0, unbiased * (n - 1) / n);
        }
        return variance;
    }
}
