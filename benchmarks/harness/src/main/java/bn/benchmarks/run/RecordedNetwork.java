package bn.benchmarks.run;

import bn.benchmarks.task.NetworkOperations;
import bn.benchmarks.task.TrainingTask;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The operations of a network as data, for workers in other languages. Tensors are numbered: 0 is the input, then the result of each
 * operation in turn.
 */
final class RecordedNetwork implements NetworkOperations<RecordedNetwork.Numbered> {
    private final TrainingTask task;
    private final List<Map<String, Object>> operations = new ArrayList<>();
    private final List<float[]> weights = new ArrayList<>();

    /**
     * A tensor.
     *
     * @param number its number
     * @param shape of an example, as far as weights depend on it: C, H and W, or I
     */
    record Numbered(int number, int... shape) {}

    RecordedNetwork(TrainingTask task) {
        this.task = task;
        task.outputs(this, new Numbered(0, task.input()));
    }

    /** Each operation: its name, the numbers of its tensors, and its settings. */
    List<Map<String, Object>> operations() {
        return operations;
    }

    /** The initial weights, in the order in which operations need them. */
    List<float[]> weights() {
        return weights;
    }

    private Numbered add(String name, List<Integer> from, Map<String, Object> settings, int... shape) {
        Map<String, Object> operation = new LinkedHashMap<>(Map.of("name", name, "from", from));
        operation.putAll(settings);
        operations.add(operation);
        return new Numbered(operations.size(), shape);
    }

    private Numbered add(String name, Numbered x, int... shape) {
        return add(name, List.of(x.number), Map.of(), shape);
    }

    @Override
    public Numbered convolution(Numbered x, int outputs, int window, int stride, int padding) {
        weights.add(task.weights(weights.size(), outputs, x.shape[0] * window * window));
        int height = (x.shape[1] + 2 * padding - window) / stride + 1;
        int width = (x.shape[2] + 2 * padding - window) / stride + 1;
        return add("convolution", List.of(x.number),
                Map.of("shape", List.of(outputs, x.shape[0], window, window), "stride", stride,
                        "padding", padding),
                outputs, height, width);
    }

    @Override
    public Numbered dense(Numbered x, int outputs, boolean biased) {
        weights.add(task.weights(weights.size(), outputs, x.shape[0]));
        return add("dense", List.of(x.number), Map.of("shape", List.of(outputs, x.shape[0]), "biased", biased ? 1 : 0), outputs);
    }

    @Override
    public Numbered normalized(Numbered x) {
        return add("normalized", List.of(x.number), Map.of("channels", x.shape[0]), x.shape);
    }

    @Override
    public Numbered relu(Numbered x) {
        return add("relu", x, x.shape);
    }

    @Override
    public Numbered sum(Numbered a, Numbered b) {
        return add("sum", List.of(a.number, b.number), Map.of(), a.shape);
    }

    @Override
    public Numbered halvedByMaxima(Numbered x) {
        return add("halvedByMaxima", x, x.shape[0], x.shape[1] / 2, x.shape[2] / 2);
    }

    @Override
    public Numbered halvedAndPadded(Numbered x, int channels) {
        return add("halvedAndPadded", List.of(x.number), Map.of("channels", channels), x.shape[0] + 2 * channels,
                (x.shape[1] + 1) / 2, (x.shape[2] + 1) / 2);
    }

    @Override
    public Numbered average(Numbered x) {
        return add("average", x, x.shape[0]);
    }

    @Override
    public Numbered flattened(Numbered x) {
        return add("flattened", x, x.shape[0] * x.shape[1] * x.shape[2]);
    }
}
