package bn.theory.softmax;

import bn.theory.optimize.Progress;
import java.util.Arrays;
import java.util.Optional;

/**
 * The rates that batch normalization implies in softmax regression, and a check of T7 of docs/theory.md: the explicit problem,
 * without batch normalization and with these rates as constants, has the same solution.
 *
 * @param gamma scale of all classes
 * @param rank rank of the covariance of the inputs
 * @param lambda rate of each class
 * @param certificate whether these rates prove that the optimum is global
 * @param batchNorm the optimum with batch normalization
 * @param explicit the optimum of the explicit problem, solved from zero; empty if the certificate does not hold, because then
 *     there is no optimum
 */
public record SoftmaxRate(double gamma, int rank, double[] lambda, OptimalityCertificate certificate, SoftmaxSolution batchNorm,
        Optional<SoftmaxSolution> explicit) {
    /** Rounding error of a gradient, a sum whose terms are of order 1 in total. */
    private static final double ROUNDING = 1e-14;

    /**
     * Solves both problems.
     *
     * @param gamma scale of all classes, positive
     * @param progress listener to both minimizations, one after the other, each from iteration 0
     */
    public static SoftmaxRate solve(SoftmaxRegression regression, double gamma, Progress progress) {
        BatchNormSolution tuned = regression.solveBatchNorm(gamma, progress);
        OptimalityCertificate certificate = OptimalityCertificate.of(tuned.lambda(), gamma);
        Optional<SoftmaxSolution> explicit = certificate.holds()
                ? Optional.of(regression.solveExplicit(certificate.constants(tuned.lambda()), progress)) : Optional.empty();
        return new SoftmaxRate(gamma, regression.rank(), tuned.lambda(), certificate, tuned.solution(), explicit);
    }

    /** Whether all minimizations converged; if not, the rates and the difference are meaningless. */
    public boolean converged() {
        return batchNorm.converged() && explicit.map(SoftmaxSolution::converged).orElse(true);
    }

    /**
     * The difference of the two solutions, see {@link SoftmaxSolution#relativeDifference}; NaN if the certificate does not hold.
     * If the solution is not unique, the mean of the weights over the classes is subtracted from both before they are compared.
     */
    public double relativeDifference() {
        return explicit.map(solution -> certificate.unique() ? batchNorm.relativeDifference(solution)
                : batchNorm.withoutCommonVector().relativeDifference(solution.withoutCommonVector())).orElse(Double.NaN);
    }

    /**
     * An upper bound of {@link #relativeDifference} from the final gradients of both minimizations; NaN if a rate counts as 0 or
     * the certificate does not hold. If all rates are at least l, the explicit problem J satisfies
     * l x^2 <= (grad J - grad J').(p - p') for the distance x of the whitened weights. By Cauchy-Schwarz the right side is at most
     * r (x + b), b being the distance of the shifts and r the sum of the gradient norms. The gradient with batch normalization is
     * gamma times that of J with respect to v (T2).
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
