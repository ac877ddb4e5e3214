/**
 * What others can add to bn without changing it: a normalization, a backend and an experiment. It exports nothing; all
 * are found as providers.
 */
module example.plugin {
    requires bn.api;
    requires bn.experiments.study;

    // --norm rms
    provides bn.api.norm.NormalizationProvider with example.norm.RmsNormalizationProvider;
    // --backend plain
    provides bn.api.backend.BackendProvider with example.backend.PlainBackendProvider;
    // bn run speed
    provides bn.experiments.study.Experiment with example.experiment.SpeedExperiment;
}
