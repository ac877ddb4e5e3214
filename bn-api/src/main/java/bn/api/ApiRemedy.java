package bn.api;

/** Remedies for failures of backends, normalizations and element types. */
public enum ApiRemedy implements Remedy {
    /** Add a module that provides a backend or a normalization. */
    PROVIDER_MODULE,
    /** Compute in float64. */
    FLOAT64
}
