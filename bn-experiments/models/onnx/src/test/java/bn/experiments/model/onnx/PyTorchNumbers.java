package bn.experiments.model.onnx;

import bn.experiments.data.Examples;
import bn.experiments.data.Targets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What {@code networks.py} wrote about a network.
 *
 * @param lines numbers with blanks between them, or words, by key
 */
record PyTorchNumbers(Map<String, String> lines) {
    private static final int CLASSES = 5;

    static PyTorchNumbers read(Path file) throws IOException {
        Map<String, String> lines = new LinkedHashMap<>();
        for (String line : Files.readAllLines(file)) {
            String[] parts = line.split("\t", 2);
            lines.put(parts[0], parts[1]);
        }
        return new PyTorchNumbers(lines);
    }

    double[] numbers(String key) {
        String line = lines.get(key);
        return line.isEmpty() ? new double[0] : Arrays.stream(line.split(" ")).mapToDouble(Double::parseDouble).toArray();
    }

    /** The lines whose keys start with a prefix, by the rest of the key. */
    Map<String, String> startingWith(String prefix) {
        Map<String, String> some = new LinkedHashMap<>();
        lines.forEach((key, line) -> {
            if (key.startsWith(prefix)) {
                some.put(key.substring(prefix.length()), line);
            }
        });
        return some;
    }

    /** The examples that the numbers are of. */
    Examples examples() {
        int[] labels = Arrays.stream(numbers("labels")).mapToInt(label -> (int) label).toArray();
        double[] inputs = numbers("inputs");
        int[] order = new int[labels.length];
        Arrays.setAll(order, i -> i);
        return Examples.ofRows(inputs, inputs.length / labels.length, order, new Targets.Labels(labels, CLASSES));
    }
}
