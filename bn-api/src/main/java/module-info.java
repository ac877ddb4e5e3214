/**
 * Basic types and service-provider interfaces: tensors, kernels, backends and normalizations. The module depends on no
 * implementation; {@link java.util.ServiceLoader} finds them.
 */
@org.jspecify.annotations.NullMarked module bn.api {
    // Where null is allowed, for compilers and readers.
    requires static org.jspecify;

    // Basic types: shapes, dtypes, tensors, moments, exceptions.
    exports bn.api;
    // The computations of a backend.
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
