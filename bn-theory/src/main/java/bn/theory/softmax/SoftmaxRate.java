package bn.theory.softmax;

import bn.theory.optimize.Progress;
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
     * ||V_bn - V_explicit|| / ||V_bn|| in the Frobenius norm; NaN if the certificate does not hold. If the solution is not
     * unique, both are compared after their mean over the classes is taken out.
     */
    public double relativeDifference() {
        return explicit.map(solution -> certificate.unique() ? batchNorm.relativeDifference(solution)
                : batchNorm.withoutCommonVector().relativeDifference(solution.withoutCommonVector())).orElse(Double.NaN);
    }
}
