package bn.experiments.model;

import java.util.List;

/**
 * A linear map that was found in a file.
 *
 * @param name as the file has it, such as {@code layer1.0.conv1}
 * @param kind what it is: {@link #CONVOLUTION}, {@link #DEPTHWISE} or {@link #FULLY_CONNECTED}
 * @param weights shape of its weights, units first: O x I, or O x C/groups x KH x KW
 */
public record LinearMap(String name, String kind, List<Integer> weights) {
    /** A kind. */
    public static final String CONVOLUTION = "convolution";
    /** A kind: each unit reads its own channel. */
    public static final String DEPTHWISE = "depthwise convolution";
    /** A kind. */
    public static final String FULLY_CONNECTED = "fully connected";

    /** Copies the shape. */
    public LinearMap {
        weights = List.copyOf(weights);
    }
}
