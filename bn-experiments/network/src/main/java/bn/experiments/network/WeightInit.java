package bn.experiments.network;

import bn.api.InvalidRequestException;
import bn.api.Shape;
import bn.experiments.architecture.LinearSpec;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.DoubleSupplier;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/**
 * The distribution that the initial weights of a linear map are drawn from. Its fans are the number of inputs of an output and the
 * number of outputs of an input: in a convolution C/groups x KH x KW and O/groups x KH x KW, at the borders fewer.
 */
public enum WeightInit {
    /**
     * Normal, of variance 2 / fan-in before a normalization or an activation (He et al. 2015, equation 10) and 1 / fan-in
     * elsewhere.
     */
    HE {
        @Override
        DoubleSupplier draws(LinearSpec linear, Shape input, boolean hidden, RandomGenerator random) {
            double deviation = Math.sqrt((hidden ? 2.0 : 1.0) / linear.weights(input).rowElements());
            return () -> deviation * random.nextGaussian();
        }
    },
    /**
     * Uniform from -b to b, with b the root of 6 / (fan-in + fan-out) (Glorot and Bengio 2010, equation 16): variance 2 / (fan-in +
     * fan-out).
     */
    XAVIER {
        @Override
        DoubleSupplier draws(LinearSpec linear, Shape input, boolean hidden, RandomGenerator random) {
            double bound = Math.sqrt(6.0 / (linear.weights(input).rowElements() + linear.fanOut()));
            return () -> random.nextDouble(-bound, bound);
        }
    };

    /**
     * Where the weights of a linear map come from.
     *
     * @param input shape of an input of the map
     * @param hidden whether a normalization or an activation follows
     */
    abstract DoubleSupplier draws(LinearSpec linear, Shape input, boolean hidden, RandomGenerator random);

    /** The name in options, such as {@code he}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The one with this name.
     *
     * @throws InvalidRequestException if there is none
     */
    public static WeightInit of(String text) {
        return Arrays.stream(values()).filter(each -> each.text().equals(text)).findFirst()
                .orElseThrow(() -> new InvalidRequestException("'" + text + "' is no initialization of weights; there are "
                        + Arrays.stream(values()).map(WeightInit::text).collect(Collectors.joining(", "))));
    }
}
