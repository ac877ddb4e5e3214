package bn.api.kernel;

import bn.api.InvalidRequestException;
import java.util.List;

/**
 * A function a(z) that is applied to each element. Two activations are equal if kind and parameters are.
 *
 * <p>{@link #IDENTITY} and {@link #RELU} are those that other kernels fuse; {@link ActivationKernel} has all.
 */
public record Activation(Kind kind, double alpha, double beta) {

    /** The form of the function. */
    public enum Kind {
        /** a(z) = z. */
        IDENTITY,
        /** a(z) = max(z, 0); its derivative at 0 is taken as 0. */
        RELU,
        /** a(z) = min(max(z, alpha), beta); its derivative is 1 between alpha and beta and 0 elsewhere, at both ends too. */
        CLIP,
        /** a(z) = z for z > 0, else alpha z; its derivative at 0 is taken as alpha. */
        LEAKY_RELU,
        /** a(z) = 1 / (1 + exp(-z)). */
        SIGMOID,
        /** a(z) = tanh(z). */
        TANH,
        /** a(z) = min(max(alpha z + beta, 0), 1); its derivative is alpha between 0 and 1 and 0 elsewhere, at both ends too. */
        HARD_SIGMOID,
        /** a(z) = z / (1 + exp(-z)), also called swish. */
        SILU,
        /** a(z) = z min(max(z + 3, 0), 6) / 6; its derivative is 0 for z at most -3 and 1 for z at least 3. */
        HARD_SWISH
    }

    /** a(z) = z. */
    public static final Activation IDENTITY = new Activation(Kind.IDENTITY, 0, 0);
    /** a(z) = max(z, 0). */
    public static final Activation RELU = new Activation(Kind.RELU, 0, 0);
    /** a(z) = min(max(z, 0), 6). */
    public static final Activation RELU6 = clip(0, 6);
    /** a(z) = 1 / (1 + exp(-z)). */
    public static final Activation SIGMOID = new Activation(Kind.SIGMOID, 0, 0);
    /** a(z) = tanh(z). */
    public static final Activation TANH = new Activation(Kind.TANH, 0, 0);
    /** a(z) = min(max(z / 6 + 1/2, 0), 1), as PyTorch defines it. */
    public static final Activation HARD_SIGMOID = hardSigmoid(1.0 / 6, 0.5);
    /** a(z) = z / (1 + exp(-z)). */
    public static final Activation SILU = new Activation(Kind.SILU, 0, 0);
    /** a(z) = z min(max(z + 3, 0), 6) / 6. */
    public static final Activation HARD_SWISH = new Activation(Kind.HARD_SWISH, 0, 0);

    /** Checks the parameters; those that a kind does not have must be 0. */
    public Activation {
        boolean right = switch (kind) {
            case CLIP -> alpha < beta;
            case LEAKY_RELU -> alpha > 0 && alpha < 1 && beta == 0;
            case HARD_SIGMOID -> alpha > 0 && Double.isFinite(alpha) && Double.isFinite(beta);
            default -> alpha == 0 && beta == 0;
        };
        if (!right) {
            throw new InvalidRequestException(
                    "no activation of the kind " + kind + " has the parameters " + alpha + " and " + beta);
        }
    }

    /** a(z) = min(max(z, least), most); an end may be infinite. */
    public static Activation clip(double least, double most) {
        return new Activation(Kind.CLIP, least, most);
    }

    /** a(z) = z for z > 0, else slope z, with a slope between 0 and 1. */
    public static Activation leakyRelu(double slope) {
        return new Activation(Kind.LEAKY_RELU, slope, 0);
    }

    /** a(z) = min(max(slope z + shift, 0), 1). */
    public static Activation hardSigmoid(double slope, double shift) {
        return new Activation(Kind.HARD_SIGMOID, slope, shift);
    }

    /** Those that other kernels fuse. */
    public static List<Activation> fused() {
        return List.of(IDENTITY, RELU);
    }

    /** Whether other kernels fuse it. */
    public boolean isFused() {
        return kind == Kind.IDENTITY || kind == Kind.RELU;
    }

    /** Whether the derivative is computed from the input z; otherwise it is computed from the output a(z). */
    public boolean usesInput() {
        return kind == Kind.SILU || kind == Kind.HARD_SWISH;
    }

    /** Whether a(c z) = c a(z) for every c > 0. */
    public boolean isPositivelyHomogeneous() {
        return isFused() || kind == Kind.LEAKY_RELU
                || kind == Kind.CLIP && isHomogeneousEnd(alpha) && isHomogeneousEnd(beta);
    }

    private static boolean isHomogeneousEnd(double end) {
        return end == 0 || Double.isInfinite(end);
    }

    /** For example {@code RELU}, or {@code CLIP(0.0, 6.0)}. */
    @Override
    public String toString() {
        return switch (kind) {
            case CLIP, HARD_SIGMOID -> kind + "(" + alpha + ", " + beta + ")";
            case LEAKY_RELU -> kind + "(" + alpha + ")";
            default -> kind.toString();
        };
    }
}
