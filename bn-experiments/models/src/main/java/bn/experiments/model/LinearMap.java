package bn.experiments.model;

import java.util.List;

/**
 * A linear map that was found in a file.
 *
 * @param name as the file has it, such as {@code layer1.0.conv1}
 * @param kind what it is: {@code convolution}, {@code depthwise convolution} or {@code fully connected}
 * @param weights shape of its weights, units first: O x I, or O x C/groups x KH x KW
 */
public record LinearMap(String name, String kind, List<Integer> weights) {

    /** Copies the shape. */
    public LinearMap {
        weights = List.copyOf(weights);
    }
}
