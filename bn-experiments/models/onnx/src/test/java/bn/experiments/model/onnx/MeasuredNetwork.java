package bn.experiments.model.onnx;

import bn.api.DType;
import bn.api.backend.Backend;
import bn.api.kernel.Loss;
import bn.experiments.data.Examples;
import bn.experiments.data.Task;
import bn.experiments.model.ModelGraph;
import bn.experiments.model.NetworkImport;
import bn.experiments.network.Network;
import bn.experiments.rate.LayerMeasurement;
import bn.experiments.rate.NetworkMeasurement;
import bn.experiments.rate.PopulationRateEstimator;
import bn.experiments.rate.RateEstimator;
import bn.experiments.run.Checkpoint;
import bn.experiments.stream.End;
import bn.experiments.stream.Stream;
import bn.experiments.stream.StreamBalance;
import bn.experiments.stream.StreamFinder;
import bn.experiments.testing.Cpu;
import bn.experiments.train.Trainer;
import bn.theory.network.RateBalance;
import bn.theory.unit.UnitRate;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** The network of a graph with the rates of its layers and the balance of its streams, by the keys of {@code networks.py}. */
final class MeasuredNetwork {
    private static final Loss LOSS = Trainer.loss(Task.CLASSIFICATION);
    /** Divides the number of examples with a remainder: the last block is a smaller one. */
    private static final int BLOCK = 16;

    private final Checkpoint checkpoint;

    /** The network in the dtype, or that of the file. */
    MeasuredNetwork(Path file, ModelGraph graph, Optional<DType> dtype) {
        checkpoint = NetworkImport.of(file, graph, dtype, Optional.empty()).checkpoint();
    }

    DType dtype() {
        return checkpoint.dtype();
    }

    /** Measures with all examples as one batch. */
    Map<String, double[]> population(Examples examples) {
        try (Backend backend = Cpu.open(); Network network = open(backend, BLOCK)) {
            return numbers(new PopulationRateEstimator(backend, LOSS, 0, 1).measure(network, examples, OptionalInt.empty(),
                    fraction -> {}));
        }
    }

    /** Measures means over batches. */
    Map<String, double[]> batches(Examples examples, int batch) {
        try (Backend backend = Cpu.open();
                Network network = open(backend, batch);
                RateEstimator estimator = new RateEstimator(backend, dtype(), examples, LOSS, 0, batch, examples.count())) {
            return numbers(estimator.measureStreams(network, 1, fraction -> {}));
        }
    }

    private Network open(Backend backend, int maxBatch) {
        return checkpoint.open(backend, Cpu.normalization(checkpoint.normalization()), maxBatch);
    }

    private Map<String, double[]> numbers(NetworkMeasurement measurement) {
        Map<String, double[]> numbers = new LinkedHashMap<>();
        measurement.layers().forEach(layer -> addLayer(layer.measurement(), numbers));
        measurement.streams().forEach(stream -> numbers.put("stream " + names(stream.stream()), terms(stream)));
        return numbers;
    }

    private static void addLayer(LayerMeasurement layer, Map<String, double[]> numbers) {
        String name = layer.name();
        numbers.put("gammaGradient " + name, units(layer, UnitRate::gammaGradient));
        numbers.put("betaGradient " + name, layer.betaGradient());
        numbers.put("variance " + name, units(layer, UnitRate::variance));
        numbers.put("lambda " + name, units(layer, UnitRate::lambda));
        if (layer.hasL2()) {
            numbers.put("alpha " + name, units(layer, UnitRate::alpha));
        }
    }

    private static double[] units(LayerMeasurement layer, ToDoubleFunction<UnitRate> value) {
        return layer.rates().orElseThrow().units().stream().mapToDouble(value).toArray();
    }

    private static double[] terms(StreamBalance stream) {
        if (stream.balance().isEmpty()) {
            return new double[0];
        }
        RateBalance balance = stream.balance().get();
        return new double[] {stream.stream().channels().size(), balance.netRate(), balance.written(), balance.shift(),
                balance.above(), balance.scale()};
    }

    /** A normalization writes, and a linear map reads, where a layer has both. */
    private String names(Stream stream) {
        Stream.Channel channel = stream.channels().get(0);
        return names(channel.writers(), true) + " > " + names(channel.readers(), false);
    }

    private String names(Collection<End> ends, boolean write) {
        Map<String, String> linear = checkpoint.linearNames();
        return ends.stream().map(End::layer)
                .map(layer -> layer.isNormalized() && (write || !layer.hasLinear()) ? layer.name()
                        : linear.get(layer.name()))
                .distinct().sorted().collect(Collectors.joining(","));
    }

    /** Why streams have no balance, by their names. */
    Map<String, String> obstacles() {
        try (Backend backend = Cpu.open(); Network network = open(backend, 1)) {
            return StreamFinder.of(network).stream().filter(stream -> stream.obstacle().isPresent())
                    .collect(Collectors.toMap(this::names, stream -> stream.obstacle().orElseThrow()));
        }
    }
}
