/**
 * The vocabulary and the service-provider contract of batch-norm regularization: tensors, kernels, backends and
 * normalizations. It knows no implementation; it finds them with {@link java.util.ServiceLoader}.
 */
@org.jspecify.annotations.NullMarked
module bn.api {
    // Where null may be, for compilers and readers.
    requires static org.jspecify;

    // Vocabulary: shapes, dtypes, tensors, moments, errors.
    exports bn.api;
    // What a backend computes.
    exports bn.api.kernel;
    // Argument checks for backends.
    exports bn.api.checked;
    // How a backend is found, probed and opened.
    exports bn.api.backend;
    // How a normalization is found and used.
    exports bn.api.norm;
    // Linear algebra on the host.
    exports bn.api.linalg;
    // Lookup of providers by name.
    exports bn.api.spi;

    uses bn.api.backend.BackendProvider;
    uses bn.api.norm.NormalizationProvider;
}
