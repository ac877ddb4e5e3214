package bn.theory.softmax;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Whether the rates prove that a stationary point of softmax regression with batch normalization is a global minimum (T7 of
 * docs/theory.md): they do if none is negative, as the explicit problem is convex then. With a negative rate the explicit problem
 * is not convex and has no minimum, and all that is known of the point is that it is stationary: it may still be the best one,
 * but nothing here says so.
 *
 * <p>A rate whose size is at most {@link SoftmaxRegression#GRADIENT_BAR} / gamma^2 counts as 0: that moves the gradient of the
 * explicit problem, lambda_k S v_k in whitened coordinates, by no more than what counts as converged with batch normalization,
 * whose gradient is gamma times that of the explicit problem.
 *
 * @param holds whether no rate is negative
 * @param negative the classes whose rates are, in order
 * @param unique whether the weights are known to be the only ones of the explicit problem: the certificate holds and some rate is
 *     positive. If it holds and all rates are 0, a vector added to the weights of all classes changes nothing
 * @param resolution up to which size a rate counts as 0
 */
public record Certificate(boolean holds, int[] negative, boolean unique, double resolution) {

    static Certificate of(double[] lambda, double gamma) {
        double resolution = SoftmaxRegression.GRADIENT_BAR / (gamma * gamma);
        // A rate that is not a number proves nothing either.
        int[] negative = IntStream.range(0, lambda.length).filter(k -> !(lambda[k] >= -resolution)).toArray();
        boolean holds = negative.length == 0;
        return new Certificate(holds, negative, holds && Arrays.stream(lambda).anyMatch(rate -> rate > resolution), resolution);
    }

    /** The rates as the constants of the explicit problem, those that count as 0 being 0. */
    double[] constants(double[] lambda) {
        return Arrays.stream(lambda).map(rate -> Math.abs(rate) <= resolution ? 0 : rate).toArray();
    }
}
