package bn.experiments.network;

import bn.api.Tensor;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The names of the arrays in the state of an optimizer. There are series of arrays, one for each parameter in the order of
 * {@link Network#parameters}, numbered from 0, such as {@code velocity.0}; and {@link #ADAM_STEPS}.
 */
public final class OptimizerState {
    /** The velocities of SGD. */
    static final String VELOCITY = "velocity.";
    /** The running means of the gradients, of Adam. */
    static final String ADAM_MEAN = "adam.mean.";
    /** The running means of their squares, of Adam. */
    static final String ADAM_VARIANCE = "adam.variance.";
    /** The number of steps that Adam has taken. */
    public static final String ADAM_STEPS = "adam.steps";
    /** What the names of the series start with. */
    public static final List<String> SERIES = List.of(VELOCITY, ADAM_MEAN, ADAM_VARIANCE);

    private static final Pattern NAME = Pattern.compile("(velocity|adam\\.mean|adam\\.variance)\\.\\d+|adam\\.steps");

    private OptimizerState() {}

    /** Whether an array of this name belongs to the state of an optimizer. */
    public static boolean has(String name) {
        return NAME.matcher(name).matches();
    }

    /** Adds the values of a series. */
    static void put(Map<String, double[]> state, String series, List<Tensor> tensors) {
        for (int i = 0; i < tensors.size(); i++) {
            state.put(series + i, tensors.get(i).toDoubles());
        }
    }

    /** Restores the values of a series. */
    static void restore(Map<String, double[]> state, String series, List<Tensor> tensors) {
        for (int i = 0; i < tensors.size(); i++) {
            tensors.get(i).upload(state.get(series + i), 0);
        }
    }
}
