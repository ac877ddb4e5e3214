package bn.theory.linear;

import bn.theory.spectral.SignalAndNoise;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * The rates of all targets of a linear regression, and the settings they depend on. The arrays have an entry for each target.
 *
 * @param lambda as in {@link LinearRate}
 * @param rSquared as in {@link LinearRate}
 * @param alpha equivalent L2 rate, alphaSignal + alphaNoise
 * @param alphaSignal as in {@link LinearRate}
 * @param alphaNoise as in {@link LinearRate}
 * @param rank rank of the covariance S + sigma^2 I of the noisy inputs
 * @param rankTolerance eigenvalues of its correlation matrix up to this count as 0, see {@link bn.theory.spectral.Whitening}
 * @param gamma scale of the batch normalization
 * @param noiseSigma standard deviation sigma of the noise on each feature
 * @param examples number of examples N
 * @param features number of features d
 */
public record LinearRates(double[] lambda, double[] rSquared, double[] alpha, double[] alphaSignal, double[] alphaNoise,
        int rank, double rankTolerance, double gamma, double noiseSigma, long examples, int features) {

    static LinearRates of(List<LinearRate> rates, SignalAndNoise inputs, double gamma, double noiseSigma, long examples,
            int features) {
        return new LinearRates(each(rates, LinearRate::lambda), each(rates, LinearRate::rSquared), each(rates, LinearRate::alpha),
                each(rates, LinearRate::alphaSignal), each(rates, LinearRate::alphaNoise), inputs.total().rank(),
                inputs.total().rankTolerance(), gamma, noiseSigma, examples, features);
    }

    private static double[] each(List<LinearRate> rates, ToDoubleFunction<LinearRate> value) {
        return rates.stream().mapToDouble(value).toArray();
    }
}
