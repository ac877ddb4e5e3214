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
 * @param batchNorm the optimum with batch normalization
 * @param explicit the optimum of the explicit problem, solved from zero; empty if a rate is negative, where T7 does not apply
 */
public record SoftmaxRate(double gamma, int rank, double[] lambda, SoftmaxSolution batchNorm,
        Optional<SoftmaxSolution> explicit) {

    /**
     * Solves both problems.
     *
     * @param gamma scale of all classes, positive
     * @param progress told of both minimizations in turn, each from iteration 0
     */
    public static SoftmaxRate solve(SoftmaxRegression regression, double gamma, Progress progress) {
        TunedSolution tuned = regression.solveBatchNorm(gamma, progress);
        boolean applies = Arrays.stream(tuned.lambda()).allMatch(rate -> rate >= 0);
        Optional<SoftmaxSolution> explicit = applies
                ? Optional.of(regression.solveExplicit(tuned.lambda(), progress)) : Optional.empty();
        return new SoftmaxRate(gamma, regression.rank(), tuned.lambda(), tuned.solution(), explicit);
    }

    /** Whether T7 applies: no rate is negative. */
    public boolean applicable() {
        return explicit.isPresent();
    }

    /** Whether the problems that were solved converged; if not, the rates and the difference mean nothing. */
    public boolean converged() {
        return batchNorm.converged() && explicit.map(SoftmaxSolution::converged).orElse(true);
    }

    /** ||V_bn - V_explicit|| / ||V_bn|| in the Frobenius norm; NaN if T7 does not apply. */
    public double relativeDifference() {
        return explicit.map(batchNorm::relativeDifference).orElse(Double.NaN);
    }
}
