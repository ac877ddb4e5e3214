/** Trained networks of this and other tools, read from their files and written to them. */
@SuppressWarnings("module") // Formats are in modules that are compiled after this one.
module bn.experiments.models {
    requires transitive bn.api;
    requires transitive bn.experiments.network;
    requires transitive bn.experiments.rates;
    requires transitive bn.experiments.result;

    exports bn.experiments.model;
    exports bn.experiments.model.checkpoint;

    uses bn.experiments.model.ModelFormat;

    provides bn.experiments.model.ModelFormat with
            bn.experiments.model.checkpoint.CheckpointFormat,
            bn.experiments.model.dl4j.Dl4jFormat,
            bn.experiments.model.pytorch.PytorchFormat,
            bn.experiments.model.safetensors.SafetensorsFormat;
}
