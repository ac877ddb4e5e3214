package bn.theory.softmax;

import bn.theory.optimize.Progress;
import java.util.Arrays;
import java.util.Optional;

/**
 * The rates that batch normalization tunes in softmax regression, and the check of T7 of docs/theory.md: the explicit problem
 * without batch normalization, with these rates as constants, has the same solution.
 *
 * @param gamma scale of all classes
 * @param rank rank of the covariance of the inputs
 * @param lambda rate of each class
 * @param certificate whether these rates prove the optimum to be global
 * @param batchNorm the optimum with batch normalization
 * @param explicit the optimum of the explicit problem, solved from zero; empty if the certificate does not hold, as it has no
 *     optimum then
 */
public record SoftmaxRate(double gamma, int rank, double[] lambda, Certificate certificate, SoftmaxSolution batchNorm,
        Optional<SoftmaxSolution> explicit) {
    /** Of the gradients themselves: sums whose terms add up to order 1. */
    private static final double ROUNDING = 1e-14;

    /**
     * Solves both problems.
     *
     * @param gamma scale of all classes, positive
     * @param progress told of both minimizations in turn, each from iteration 0
     */
    public static SoftmaxRate solve(SoftmaxRegression regression, double gamma, Progress progress) {
        TunedSolution tuned = regression.solveBatchNorm(gamma, progress);
        Certificate certificate = Certificate.of(tuned.lambda(), gamma);
        Optional<SoftmaxSolution> explicit = certificate.holds()
                ? Optional.of(regression.solveExplicit(certificate.constants(tuned.lambda()), progress)) : Optional.empty();
        return new SoftmaxRate(gamma, regression.rank(), tuned.lambda(), certificate, tuned.solution(), explicit);
    }

    /** Whether the problems that were solved converged; if not, the rates and the difference mean nothing. */
    public boolean converged() {
        return batchNorm.converged() && explicit.map(SoftmaxSolution::converged).orElse(true);
    }

    /**
     * How far the two solutions are apart, see {@link SoftmaxSolution#relativeDifference}; NaN if the certificate does not hold. If
     * the solution is not unique, both are compared after their mean over the classes is taken out.
     */
    public double relativeDifference() {
        return explicit.map(solution -> certificate.unique() ? batchNorm.relativeDifference(solution)
                : batchNorm.withoutCommonVector().relativeDifference(solution.withoutCommonVector())).orElse(Double.NaN);
    }

    /**
     * What {@link #relativeDifference} can be at most, by the gradients that both minimizations left; NaN if a rate counts as 0 or the
     * certificate does not hold. With all rates at least l, the explicit problem J satisfies l x^2 <= (grad J - grad J').(p - p') for
     * the distance x of whitened weights. By Cauchy and Schwarz that is at most r (x + b), b being the distance of the shifts and r
     * the sum of the gradient norms; that of batch normalization is gamma times the gradient of J with respect to v (T2).
     */
    public double differenceBound() {
        double least = Arrays.stream(lambda).min().orElse(0);
        if (explicit.isEmpty() || !(least > certificate.resolution())) {
            return Double.NaN;
        }
        double left = batchNorm.gradientNorm() * Math.max(1, 1 / gamma) + explicit.get().gradientNorm() + ROUNDING;
        double shifts = batchNorm.shiftDistance(explicit.get());
        return (left + Math.sqrt(left * left + 4 * least * left * shifts)) / (2 * least) / (gamma * Math.sqrt(lambda.length));
    }
}
