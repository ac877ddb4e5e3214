package bn.theory.softmax;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Whether the rates prove that a stationary point of softmax regression with batch normalization is a global minimum (T7 of
 * docs/theory.md). They do if no rate is negative, because then the explicit problem is convex. If a rate is negative, the
 * explicit problem is not convex and has no minimum. Then the point is known to be stationary; whether it is a global minimum is
 * not known.
 *
 * <p>A rate counts as 0 if its absolute value is at most {@link SoftmaxRegression#GRADIENT_TOLERANCE} / gamma^2. Replacing such a
 * rate by 0 changes the gradient of the explicit problem by |lambda_k| gamma, in whitened coordinates. This is within the
 * tolerance for convergence, because the gradient with batch normalization is gamma times that of the explicit problem.
 *
 * @param holds whether no rate is negative
 * @param negative the classes with a negative rate, in increasing order
 * @param unique whether the weights of the explicit problem are known to be unique: the certificate holds and some rate is
 *     positive. If all rates are 0, adding the same vector to the weights of all classes changes nothing
 * @param resolution largest absolute value of a rate that counts as 0
 */
public record OptimalityCertificate(boolean holds, int[] negative, boolean unique, double resolution) {

    static OptimalityCertificate of(double[] lambda, double gamma) {
        double resolution = SoftmaxRegression.GRADIENT_TOLERANCE / (gamma * gamma);
        // A rate that is NaN proves nothing either.
        int[] negative = IntStream.range(0, lambda.length).filter(k -> !(lambda[k] >= -resolution)).toArray();
        boolean holds = negative.length == 0;
        return new OptimalityCertificate(holds, negative, holds && Arrays.stream(lambda).anyMatch(rate -> rate > resolution),
                resolution);
    }

    /** The rates as constants of the explicit problem; rates that count as 0 are replaced by 0. */
    double[] constants(double[] lambda) {
        return Arrays.stream(lambda).map(rate -> Math.abs(rate) <= resolution ? 0 : rate).toArray();
    }
}
