package bn.theory.softmax;

import bn.api.InvalidRequestException;
import bn.api.Moments;
import bn.api.backend.Backend;
import bn.theory.optimize.Lbfgs;
import bn.theory.optimize.MinimizationResult;
import bn.theory.optimize.Objective;
import bn.theory.optimize.Progress;
import bn.theory.optimize.Vectors;
import java.util.Arrays;

/**
 * The two problems of T7 of docs/theory.md, softmax regression on a data set: with batch normalization (population statistics,
 * eps = 0, beta learned, gamma either fixed and the same for all classes or learned under weight decay), and without it but with
 * given rates. Full batch, float64. The backend stores and computes everything that is as large as the data: about 8 N (r + 4 K)
 * bytes, r being the rank.
 */
public final class SoftmaxRegression implements AutoCloseable {
    /** Largest gradient norm that counts as converged. */
    public static final double GRADIENT_TOLERANCE = 1e-8;

    private static final Lbfgs SOLVER = new Lbfgs(1e-10, 10_000);

    private final WhitenedData data;

    /**
     * Whitens the inputs and uploads them.
     *
     * @param backend the backend that computes; it is not closed here
     * @param moments moments of all inputs
     * @param rows inputs and labels, read once
     * @throws bn.api.BnException if all features are constant, or a covariance is NaN or infinite
     */
    public SoftmaxRegression(Backend backend, Moments moments, LabelledRows rows) {
        this.data = new WhitenedData(backend, moments, rows);
    }

    /** Rank of the covariance: the number of whitened coordinates. */
    public int rank() {
        return data.rank();
    }

    /**
     * Minimizes the cross-entropy with batch normalization, starting from the directions of linear regression.
     *
     * @param gamma scale of all classes, positive
     * @throws InvalidRequestException if gamma is not a positive number
     */
    public BatchNormSolution solveBatchNorm(double gamma, Progress progress) {
        if (!(gamma > 0) || Double.isInfinite(gamma)) {
            throw new InvalidRequestException("gamma must be a positive number (the rate is undefined at 0), got " + gamma);
        }
        try (BatchNormObjective objective = new BatchNormObjective(data, gamma)) {
            return solve(objective, objective, Arrays.copyOf(data.crossCovariance(), data.classes() * (data.rank() + 1)),
                    progress);
        }
    }

    /**
     * Minimizes the cross-entropy with batch normalization plus sum_k (decay/2) gamma_k^2, with learned scales, starting from
     * scales of 1 and the directions of linear regression (T5 a).
     *
     * @param decay weight decay of the scales, positive: without it there is no minimum if the classes are separable
     * @throws InvalidRequestException if the decay is not a positive number
     */
    public BatchNormSolution solveLearnedScale(double decay, Progress progress) {
        if (!(decay > 0) || Double.isInfinite(decay)) {
            throw new InvalidRequestException("the weight decay of gamma must be a positive number, got " + decay);
        }
        int scales = data.classes() * (data.rank() + 1);
        double[] x = Arrays.copyOf(data.crossCovariance(), scales + data.classes());
        Arrays.fill(x, scales, x.length, 1);
        try (BatchNormObjective objective = new BatchNormObjective(data, 1)) {
            return solve(new LearnedScaleObjective(objective, scales, decay), objective, x, progress);
        }
    }

    /** Minimizes a problem; the objective gives the loss and the rates at its last evaluated point. */
    private BatchNormSolution solve(Objective problem, BatchNormObjective objective, double[] start, Progress progress) {
        double[] x = start;
        double[] gradient = new double[x.length];
        int iterations = 0;
        double before;
        double norm = Double.POSITIVE_INFINITY;
        toUnitLength(x);
        // The gradient shrinks as w grows, though z stays the same. So its norm is compared at |w_k| = 1.
        do {
            before = norm;
            MinimizationResult minimum = new Lbfgs(SOLVER.tolerance(), SOLVER.maxIterations() - iterations)
                    .minimize(problem, x, progress);
            iterations += minimum.iterations();
            x = minimum.x();
            toUnitLength(x);
            problem.evaluate(x, gradient);
            norm = Vectors.norm(gradient);
        } while (norm > SOLVER.tolerance() && norm < before);
        double loss = objective.evaluate(x, gradient);
        return new BatchNormSolution(objective.rates(), solution(objective.effectiveWeights(x), loss, norm, iterations));
    }

    /**
     * Minimizes the cross-entropy plus sum_k (lambda_k/2) v_k.S v_k, without batch normalization, from v = 0.
     *
     * @param lambda rate of each class, at least 0
     * @throws IllegalArgumentException if a rate is NaN or negative (then there is no minimum), or the number of rates is not K
     */
    public SoftmaxSolution solveExplicit(double[] lambda, Progress progress) {
        if (lambda.length != data.classes() || !Arrays.stream(lambda).allMatch(rate -> rate >= 0)) {
            throw new IllegalArgumentException("the explicit problem needs " + data.classes() + " rates of at least 0, got "
                    + Arrays.toString(lambda));
        }
        try (ExplicitObjective objective = new ExplicitObjective(data, lambda)) {
            MinimizationResult minimum = SOLVER.minimize(objective, new double[data.classes() * (data.rank() + 1)], progress);
            objective.evaluate(minimum.x(), new double[minimum.x().length]);
            return solution(minimum.x(), objective.loss(), minimum.gradientNorm(), minimum.iterations());
        }
    }

    /** Scales each w_k to length 1. If its length is 0, where batch normalization has no gradient, it becomes a unit vector. */
    private void toUnitLength(double[] x) {
        int r = data.rank();
        for (int k = 0; k < data.classes(); k++) {
            double[] w = Arrays.copyOfRange(x, k * r, (k + 1) * r);
            double length = Vectors.norm(w);
            for (int j = 0; j < r; j++) {
                x[k * r + j] = length > 0 ? w[j] / length : j == k % r ? 1 : 0;
            }
        }
    }

    private SoftmaxSolution solution(double[] x, double loss, double gradientNorm, int iterations) {
        double[] shift = Arrays.copyOfRange(x, data.classes() * data.rank(), data.classes() * (data.rank() + 1));
        double[] whitened = Arrays.copyOf(x, data.classes() * data.rank());
        return new SoftmaxSolution(data.unwhiten(whitened), whitened, shift, loss, gradientNorm, iterations,
                gradientNorm <= GRADIENT_TOLERANCE);
    }

    @Override
    public void close() {
        data.close();
    }
}
