package bn.experiments.model;

import bn.api.ApiRemedy;
import bn.api.DType;
import bn.api.InvalidRequestException;
import bn.api.Shape;
import bn.experiments.architecture.Architecture;
import bn.experiments.architecture.NodeSpec;
import bn.experiments.result.Safetensors;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

/** The parameters of fused layers, by the names of {@link bn.experiments.network.Network#state}. */
final class ImportedArrays {
    private final NodeParameters parameters;
    private final Architecture architecture;
    private final List<Shape> shapes;
    private final DType dtype;
    private final Map<String, Safetensors.Stored> stored = new TreeMap<>();
    private final List<String> notes = new ArrayList<>();
    private int biases;

    ImportedArrays(Path file, Architecture architecture, DType dtype) {
        parameters = new NodeParameters(file);
        this.architecture = architecture;
        shapes = architecture.shapes();
        this.dtype = dtype;
    }

    Map<String, Safetensors.Stored> stored() {
        return stored;
    }

    List<String> notes() {
        List<String> all = new ArrayList<>(notes);
        if (biases > 0) {
            all.add(biases + (biases == 1 ? " bias" : " biases") + " before a normalization: subtracted from its running mean, "
                    + "which gives the same outputs");
        }
        return all;
    }

    /** Adds the parameters of a layer. */
    void add(String name, Optional<ModelNode> linear, Optional<ModelNode> normalization) {
        int node = architecture.nodes().stream().map(NodeSpec::name).toList().indexOf(name);
        int units = shapes.get(node).size(0);
        Optional<double[]> bias = linear.flatMap(map -> parameters.values(map, ModelNode.BIAS, List.of(units)));
        linear.ifPresent(map -> {
            Shape weights = architecture.weights(node);
            List<Integer> shape = IntStream.range(0, weights.rank()).mapToObj(weights::size).toList();
            put(name + ".weights", shape, parameters.required(map, ModelNode.WEIGHTS, shape));
        });
        if (normalization.isPresent()) {
            addNormalization(name + ".norm.", normalization.get(), units, linear.isPresent() ? bias : Optional.empty());
        } else {
            put(name + ".bias", List.of(units), bias.orElseGet(() -> new double[units]));
        }
    }

    private void addNormalization(String prefix, ModelNode norm, int units, Optional<double[]> bias) {
        List<Integer> shape = List.of(units);
        double[] mean = parameters.required(norm, ModelNode.MEAN, shape);
        bias.filter(b -> Arrays.stream(b).anyMatch(value -> value != 0)).ifPresent(b -> {
            biases++;
            Arrays.setAll(mean, i -> mean[i] - b[i]);
        });
        double[] variance = parameters.required(norm, ModelNode.VARIANCE, shape);
        put(prefix + "gamma", shape,
                parameters.values(norm, ModelNode.GAMMA, shape).orElseGet(() -> constant(norm, "gamma", units, 1)));
        put(prefix + "beta", shape,
                parameters.values(norm, ModelNode.BETA, shape).orElseGet(() -> constant(norm, "beta", units, 0)));
        put(prefix + "runningMean", shape, mean);
        put(prefix + "runningVariance", shape, variance);
        put(prefix + "steps", List.of(1), new double[] {0});
    }

    private double[] constant(ModelNode norm, String what, int units, double value) {
        notes.add(norm.spec().name() + " has no " + what + " of its own; taken as " + (int) value);
        double[] values = new double[units];
        Arrays.fill(values, value);
        return values;
    }

    private void put(String name, List<Integer> shape, double[] values) {
        DoubleUnaryOperator round = dtype == DType.FLOAT64 ? x -> x : x -> (float) x;
        for (int i = 0; i < values.length; i++) {
            double rounded = round.applyAsDouble(values[i]);
            if (Double.isInfinite(rounded)) {
                throw new InvalidRequestException("number " + (i + 1) + " of " + name + ", " + values[i]
                        + ", does not fit float32; use float64", ApiRemedy.FLOAT64);
            }
            values[i] = rounded;
        }
        stored.put(name, new Safetensors.Stored(dtype == DType.FLOAT64 ? "F64" : "F32", shape, values));
    }
}
