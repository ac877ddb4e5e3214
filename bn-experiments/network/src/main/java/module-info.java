/** Networks with a normalization in each hidden layer, and their training. */
@SuppressWarnings("module") // bn.experiments is compiled after this module.
module bn.experiments.network {
    requires transitive bn.api;
    requires transitive bn.experiments.data;

    exports bn.experiments.architecture;
    exports bn.experiments.network;
    exports bn.experiments.train;
    // The benchmarks compare the normalization alone.
    exports bn.experiments.norm to bn.experiments;

    provides bn.api.norm.NormalizationProvider with
            bn.experiments.norm.BatchNormalizationProvider,
            bn.experiments.norm.NoNormalizationProvider;
}
