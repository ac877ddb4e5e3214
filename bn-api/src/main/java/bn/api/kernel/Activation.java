package bn.api.kernel;

/** A function that is applied to each element of the outputs of a linear layer or a normalization. */
public enum Activation {
    /** a(z) = z. */
    IDENTITY,
    /** a(z) = max(z, 0); its derivative at 0 is taken as 0. */
    RELU
}
