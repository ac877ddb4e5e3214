/**
 * What others can add to bn without changing it: a normalization and a backend. It exports nothing; both are found as providers.
 */
module example.plugin {
    requires bn.api;

    // --norm rms
    provides bn.api.norm.NormalizationProvider with example.norm.RmsNormalizationProvider;
    // --backend plain
    provides bn.api.backend.BackendProvider with example.backend.PlainBackendProvider;
}
