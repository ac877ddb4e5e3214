package bn.api.kernel;

/** What follows a product or a normalization, element by element. */
public enum Activation {
    /** a(z) = z. */
    IDENTITY,
    /** a(z) = max(z, 0); its derivative at 0 is taken as 0. */
    RELU
}
