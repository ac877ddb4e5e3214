package bn.opencl.program;

import bn.api.kernel.Activation;

/** The numbers of the activations that device code compares. Identity and ReLU have operations of their own. */
public final class ActivationCode {
    /** {@link Activation.Kind#CLIP}. */
    public static final int CLIP = 0;
    /** {@link Activation.Kind#LEAKY_RELU}. */
    public static final int LEAKY_RELU = 1;
    /** {@link Activation.Kind#SIGMOID}. */
    public static final int SIGMOID = 2;
    /** {@link Activation.Kind#TANH}. */
    public static final int TANH = 3;
    /** {@link Activation.Kind#HARD_SIGMOID}. */
    public static final int HARD_SIGMOID = 4;
    /** {@link Activation.Kind#SILU}. */
    public static final int SILU = 5;
    /** {@link Activation.Kind#HARD_SWISH}. */
    public static final int HARD_SWISH = 6;

    private ActivationCode() {}

    /** The number of a kind. */
    public static int of(Activation.Kind kind) {
        return switch (kind) {
            case CLIP -> CLIP;
            case LEAKY_RELU -> LEAKY_RELU;
            case SIGMOID -> SIGMOID;
            case TANH -> TANH;
            case HARD_SIGMOID -> HARD_SIGMOID;
            case SILU -> SILU;
            case HARD_SWISH -> HARD_SWISH;
            case IDENTITY, RELU -> throw new IllegalArgumentException(kind + " has an operation of its own");
        };
    }
}
