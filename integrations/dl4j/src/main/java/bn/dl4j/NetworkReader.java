package bn.dl4j;

import bn.api.InvalidRequestException;
import bn.monitor.Reading;
import bn.monitor.RunDescription;
import bn.monitor.StepReading;
import bn.theory.network.RateBalance;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Finds the batch normalizations of a network, and reads all of them. */
final class NetworkReader {
    private final Model network;
    private final List<NetworkLayer> layers;
    private final List<NormalizationReader> normalizations = new ArrayList<>();
    private final List<StreamReader> streams = new ArrayList<>();

    /** @throws InvalidRequestException if it is neither of DL4J's two kinds of networks, or has nothing that can be read */
    NetworkReader(Model network) {
        this.network = network;
        List<String> vertices = new ArrayList<>();
        if (network instanceof MultiLayerNetwork sequence) {
            layers = NetworkLayer.of(sequence);
        } else if (network instanceof ComputationGraph graph) {
            layers = NetworkLayer.of(graph);
            graph.getConfiguration().getVertexInputs().forEach((name, inputs) -> {
                if (layers.stream().noneMatch(each -> each.name().equals(name))) {
                    vertices.addAll(inputs);
                }
            });
        } else {
            throw new InvalidRequestException("a " + network.getClass().getSimpleName()
                    + " cannot be monitored; set the listener on a MultiLayerNetwork or a ComputationGraph");
        }
        for (NetworkLayer each : layers) {
            if (each.configuration() instanceof BatchNormalization) {
                NormalizationReader reader = new NormalizationReader(network, each, linearMapBefore(each));
                normalizations.add(reader);
                if (reader.isReadable()) {
                    StreamReader.of(each, layers, vertices).ifPresent(streams::add);
                }
            }
        }
        if (normalizations.stream().noneMatch(NormalizationReader::isReadable)) {
            throw new InvalidRequestException(normalizations.isEmpty()
                    ? "the network has no batch normalization: there is nothing to monitor"
                    : "no batch normalization of the network has a gamma that is trained (locked or frozen): there are no rates");
        }
    }

    private @Nullable LinearMap linearMapBefore(NetworkLayer normalization) {
        if (normalization.inputs().size() != 1 || normalization.reshaped()
                || normalization.configuration().getIDropout() != null) {
            return null;
        }
        return layers.stream().filter(each -> each.name().equals(normalization.inputs().get(0)) && LinearMap.is(each))
                .map(LinearMap::new).filter(LinearMap::isBare).findFirst().orElse(null);
    }

    RunDescription description(String writer, String framework) {
        return new RunDescription(writer, framework, network.getClass().getSimpleName(),
                normalizations.stream().map(NormalizationReader::description).toList(),
                streams.stream().map(StreamReader::description).toList(),
                List.of("loss is the score of Deeplearning4j, which has the penalties of the weights added"));
    }

    /** All readable layers at one step, between the backward pass and the updater. */
    StepReading read(long step) {
        Map<String, Reading> readings = new LinkedHashMap<>();
        for (NormalizationReader each : normalizations) {
            if (each.isReadable()) {
                readings.put(each.name(), each.read(network));
            }
        }
        Map<String, RateBalance> balances = new LinkedHashMap<>();
        for (StreamReader each : streams) {
            String name = each.description().name();
            balances.put(name, each.read(network, readings.get(name)));
        }
        return new StepReading(step, learningRate(), readings, balances);
    }

    /** Copies of the weights before each readable normalization, by its name. */
    Map<String, INDArray> weights() {
        Map<String, INDArray> copies = new LinkedHashMap<>();
        normalizations.stream().filter(NormalizationReader::isReadable).forEach(each -> each.linearMap()
                .ifPresent(map -> copies.put(each.name(), map.copy(network))));
        return copies;
    }

    /** The angles from these weights of a reading, which are overwritten, to those of now, by the name of the normalization. */
    Map<String, Double> anglesFrom(Map<String, INDArray> weights, StepReading reading) {
        Map<String, Double> angles = new LinkedHashMap<>();
        normalizations.forEach(each -> {
            INDArray earlier = weights.get(each.name());
            if (earlier != null) {
                double[] norms = reading.layers().get(each.name()).squaredNorm();
                each.linearMap().ifPresent(map -> angles.put(each.name(), map.angleFrom(earlier, norms, network)));
            }
        });
        return angles;
    }

    /** That of the first linear map or normalization; NaN if its updater has none. */
    private double learningRate() {
        NetworkLayer first = layers.stream().filter(each -> LinearMap.is(each) && !each.frozen()).findFirst()
                .orElse(layers.get(0));
        Double rate = network instanceof MultiLayerNetwork sequence ? sequence.getLearningRate(Integer.parseInt(first.key()))
                : ((ComputationGraph) network).getLearningRate(first.key());
        return rate == null ? Double.NaN : rate;
    }
}
