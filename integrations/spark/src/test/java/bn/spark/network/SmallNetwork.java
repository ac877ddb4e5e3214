package bn.spark.network;

import bn.api.DType;
import bn.api.backend.Backend;
import bn.api.backend.BackendOptions;
import bn.api.backend.BackendProvider;
import bn.api.backend.Backends;
import bn.api.norm.NormalizationOptions;
import bn.api.norm.NormalizationProvider;
import bn.experiments.architecture.Architecture;
import bn.experiments.data.Examples;
import bn.experiments.data.Task;
import bn.experiments.network.Network;
import bn.experiments.network.NetworkSpec;
import bn.experiments.rate.BatchSpread;
import bn.experiments.rate.NetworkMeasurement;
import bn.experiments.rate.RateEstimator;
import bn.experiments.run.Checkpoint;
import bn.experiments.train.Evaluation;
import bn.experiments.train.Trainer;
import bn.theory.unit.UnitRate;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;

/** A network with initial weights, and its rates by this process alone. */
record SmallNetwork(String architecture, DType dtype, int batch) {
    private static final Backend BACKEND = Backends.open(BackendProvider.load(SmallNetwork.class.getClassLoader()), "cpu",
            new BackendOptions(Optional.empty(), OptionalInt.of(1)));

    static Backend backend() {
        return BACKEND;
    }

    Network open(int maxBatch) {
        return new Network(BACKEND,
                new NetworkSpec(Architecture.parse(architecture), dtype, NormalizationOptions.pytorch(), maxBatch,
                        1),
                NormalizationProvider.load(SmallNetwork.class.getClassLoader()).get("batch"));
    }

    Checkpoint checkpoint() {
        try (Network network = open(1)) {
            return Checkpoint.of(Path.of("small.safetensors"), network, "batch");
        }
    }

    NetworkJob job(Task task) {
        return new NetworkJob(UUID.randomUUID().toString(), NetworkJob.bytes(checkpoint()), "small.safetensors", "cpu", null,
                task,
                Architecture.parse(architecture).outputs(), batch, 40, 0, 1, 0);
    }

    /** The rates of whole batches, one after another, as text with every bit. */
    String local(Examples examples) {
        try (Network network = open(batch);
                RateEstimator estimator = new RateEstimator(BACKEND, dtype, examples,
                        Trainer.loss(examples.task()), 0, batch, examples.count())) {
            return text(estimator.measureStreams(network, 1, fraction -> {}));
        }
    }

    String text(NetworkPart part) {
        try (Network network = open(1)) {
            return text(part.rates().measurement(network, 0));
        }
    }

    /** As the evaluation of the bn commands, in blocks of the job. */
    Evaluation evaluation(Examples examples) {
        try (Network network = open(40)) {
            return Evaluation.of(BACKEND, network, examples, Trainer.loss(examples.task()));
        }
    }

    double[] lambda(NetworkPart part) {
        try (Network network = open(1)) {
            return lambda(part.rates().measurement(network, 0));
        }
    }

    double[] lambda(Examples examples) {
        try (Network network = open(batch);
                RateEstimator estimator = new RateEstimator(BACKEND, dtype, examples,
                        Trainer.loss(examples.task()), 0, batch, examples.count())) {
            return lambda(estimator.measureStreams(network, 1, fraction -> {}));
        }
    }

    private static double[] lambda(NetworkMeasurement measurement) {
        return measurement.layers().stream().flatMap(layer -> layer.measurement().rates().orElseThrow().units().stream())
                .mapToDouble(UnitRate::lambda).toArray();
    }

    private static String text(NetworkMeasurement measurement) {
        StringBuilder text = new StringBuilder();
        measurement.layers().forEach(layer -> {
            BatchSpread spread = layer.measurement().spread().orElseThrow();
            text.append(layer.measurement().rates()).append(Arrays.toString(layer.measurement().betaGradient()))
                    .append(Arrays.toString(spread.standardError())).append(spread.netRate()).append('\n');
        });
        List<?> streams = measurement.streams().stream().map(stream -> stream.balance() + " " + stream.channelError()).toList();
        return text.append(streams).toString();
    }

}
