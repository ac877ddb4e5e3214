package bn.api;

/** Remedies for failures of backends, normalizations, element types and memory. */
public enum ApiRemedy implements Remedy {
    /** Add a module that provides a backend or a normalization. */
    PROVIDER_MODULE,
    /** Compute in float64. */
    FLOAT64,
    /** Give Java more memory. */
    JAVA_MEMORY
}
