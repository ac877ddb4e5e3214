package bn.experiments.run;

import bn.api.BnException;
import bn.api.DType;
import bn.api.Shape;
import bn.experiments.architecture.Architecture;
import bn.experiments.network.Network;
import bn.experiments.network.OptimizerState;
import bn.experiments.result.Safetensors;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The arrays of a checkpoint, checked against the network that they should belong to. */
final class CheckpointArrays {
    private final String file;
    private final Map<String, Safetensors.Stored> arrays;

    CheckpointArrays(String file, Map<String, Safetensors.Stored> arrays) {
        this.file = file;
        this.arrays = arrays;
    }

    /** The names and shapes of the arrays of rates in a folded network. */
    private static Map<String, List<Integer>> rates(Architecture architecture) {
        Map<String, List<Integer>> shapes = new HashMap<>();
        for (int node : architecture.normalized()) {
            String name = architecture.nodes().get(node).name();
            List<Integer> units = List.of(architecture.weights(node).size(0));
            shapes.put(name + ".lambda", units);
            shapes.put(name + ".alpha", units);
        }
        return shapes;
    }

    /** The names and shapes of the arrays of a network that have more than one axis. */
    static Map<String, List<Integer>> shapes(Architecture architecture) {
        Map<String, List<Integer>> shapes = new LinkedHashMap<>();
        for (int node : architecture.linear()) {
            Shape weights = architecture.weights(node);
            shapes.put(architecture.nodes().get(node).name() + ".weights",
                    IntStream.range(0, weights.rank()).mapToObj(weights::size).toList());
        }
        return shapes;
    }

    /**
     * Checks what can be checked before memory for a network of this size is allocated.
     *
     * @throws BnException if weights or rates are missing or have another shape, a value is NaN or infinite, or an array that is
     *     no count has an integer dtype
     */
    void check(Architecture architecture) {
        arrays.forEach((name, array) -> {
            if (array.whole() && !count(name)) {
                throw new BnException(file + " holds no network: array '" + name + "' has whole numbers, " + array.dtype()
                        + "; store it in a floating-point dtype");
            }
        });
        shapes(architecture).forEach(this::check);
        if (arrays.keySet().stream().anyMatch(rates(architecture)::containsKey)) {
            rates(architecture).forEach(this::check);
        }
        requireFinite(values(), file + " holds no network: ", "");
    }

    /** The values by name. */
    Map<String, double[]> values() {
        Map<String, double[]> values = new TreeMap<>();
        arrays.forEach((name, array) -> values.put(name, array.values()));
        return values;
    }

    /**
     * Checks that all values are finite.
     *
     * @throws BnException with the texts and the first value that is not finite
     */
    static void requireFinite(Map<String, double[]> values, String before, String after) {
        values.forEach((name, array) -> {
            for (int i = 0; i < array.length; i++) {
                if (!Double.isFinite(array[i])) {
                    throw new BnException(before + "number " + (i + 1) + " of array '" + name + "' is " + array[i] + after);
                }
            }
        });
    }

    /**
     * Checks that the arrays are exactly those of a network. The state of an optimizer is optional.
     *
     * @param parameters the number of the network's parameters; negative if it is not known
     * @param rates whether there may be rates of the hidden units, as in a folded network
     * @throws BnException if they are not, or if a value is not exact in the network's dtype
     */
    void check(Network network, int parameters, boolean rates) {
        Map<String, List<Integer>> shapes = shapes(network.spec().architecture());
        Map<String, List<Integer>> expected = new TreeMap<>();
        network.state().forEach((name, values) -> expected.put(name, shapes.getOrDefault(name, List.of(values.length))));
        expected.putAll(optimizer(network, parameters));
        exact(expected.keySet().stream().filter(arrays::containsKey).toList(), network.spec().dtype());
        if (rates) {
            rates(network.spec().architecture()).forEach((name, shape) -> {
                if (arrays.containsKey(name)) {
                    expected.put(name, shape);
                }
            });
        }
        expected.forEach(this::check);
        TreeSet<String> others = new TreeSet<>(arrays.keySet());
        others.removeAll(expected.keySet());
        if (!others.isEmpty()) {
            throw new BnException(
                    file + " holds arrays that a network " + network.spec().architecture() + " with its normalization "
                            + "does not have: " + String.join(", ", others));
        }
    }

    /** The names and shapes of the arrays of the optimizer's state; empty if there is none. */
    private Map<String, List<Integer>> optimizer(Network network, int parameters) {
        Map<String, List<Integer>> shapes = new TreeMap<>();
        for (String series : OptimizerState.SERIES) {
            if (arrays.keySet().stream().anyMatch(name -> name.startsWith(series) && OptimizerState.has(name))) {
                for (int i = 0; parameters < 0 ? arrays.containsKey(series + i) : i < parameters; i++) {
                    shapes.put(series + i, List.of(parameters < 0 ? arrays.get(series + i).values().length
                            : (int) network.parameters().get(i).value().shape().elements()));
                }
            }
        }
        if (arrays.containsKey(OptimizerState.ADAM_STEPS)) {
            shapes.put(OptimizerState.ADAM_STEPS, List.of(1));
        }
        return shapes;
    }

    /** Whether an array is a count, which does not have the dtype of the network. */
    private static boolean count(String name) {
        return name.endsWith(".steps");
    }

    private void check(String name, List<Integer> shape) {
        Safetensors.Stored array = arrays.get(name);
        if (array == null || !array.shape().equals(shape)) {
            throw new BnException(file + " does not hold the network that its metadata say: array '" + name + "' "
                    + (array == null ? "is missing" : "has the shape " + array.shape() + ", not " + shape));
        }
    }

    private void exact(List<String> names, DType dtype) {
        for (String name : dtype == DType.FLOAT64 ? List.<String>of() : names) {
            double[] values = arrays.get(name).values();
            for (int i = 0; i < values.length && !count(name); i++) {
                if ((float) values[i] != values[i]) {
                    throw new BnException(file + " says that its numbers are " + dtype.label() + ", but number " + (i + 1)
                            + " of array '" + name + "' is " + values[i] + ", which " + dtype.label() + " does not have");
                }
            }
        }
    }

    /** In words, which arrays are stored in another dtype than the network's; empty if there are none. */
    List<String> converted(DType dtype) {
        String usual = dtype == DType.FLOAT32 ? "F32" : "F64";
        Map<String, List<String>> byType = new TreeMap<>();
        arrays.forEach((name, array) -> {
            if (!array.dtype().equals(usual) && !count(name) && !name.endsWith(".lambda") && !name.endsWith(".alpha")) {
                byType.computeIfAbsent(array.dtype(), type -> new ArrayList<>()).add(name);
            }
        });
        return byType.entrySet().stream().map(entry -> entry.getValue().stream().collect(Collectors.joining(", ")) + " from "
                + entry.getKey() + " to " + dtype.label()).toList();
    }
}
