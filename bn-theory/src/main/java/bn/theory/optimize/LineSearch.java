package bn.theory.optimize;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The line search of Hager and Zhang (2005) with one secant step per round. It accepts a step by the Wolfe conditions or by the
 * approximate Wolfe conditions, which compare slopes instead of values. Near a minimum the values differ by less than their
 * rounding errors, but the slopes are still accurate enough, down to gradients of the size of their rounding errors.
 */
final class LineSearch {
    /** Sufficient decrease, as a fraction of the first slope (Hager and Zhang's delta). */
    private static final double DECREASE = 0.1;
    /** Curvature condition, as a fraction of the first slope (their sigma). */
    private static final double CURVATURE = 0.9;
    /** Largest accepted increase of the value, relative to the first one: well above rounding errors (their epsilon). */
    private static final double SLACK = 1e-10;
    /** An interval must shrink to this fraction of its width, or else it is halved (their gamma). */
    private static final double SHRINK = 0.66;
    /** Growth factor of the step while there is no bracket (their rho). */
    private static final double EXPAND = 5;
    /** Factor of the step after a point where the function is undefined. */
    private static final double RETREAT = 0.1;
    private static final int MAX_EVALUATIONS = 80;

    private final Objective objective;
    private double[] x;
    private double[] direction;
    private TrialStep origin;
    private double limit;
    private int evaluations;
    private @Nullable TrialStep accepted;

    /** The last point that was tried, and its gradient. After a successful search this is the accepted point. */
    private final double[] point;
    private final double[] gradient;

    @SuppressWarnings("NullAway.Init") // A search sets the other fields.
    LineSearch(Objective objective, int n) {
        this.objective = objective;
        this.point = new double[n];
        this.gradient = new double[n];
    }

    double[] point() {
        return point;
    }

    double[] gradient() {
        return gradient;
    }

    double value() {
        return Objects.requireNonNull(accepted, "no step was found").value();
    }

    /**
     * Looks for an acceptable step.
     *
     * @param start starting point, not changed
     * @param value value of the function at the start
     * @param slope derivative along the direction at the start, negative
     * @param along the direction
     * @param firstStep the step to try first
     * @return whether a step was found; then {@link #point}, {@link #value} and {@link #gradient} describe it
     */
    boolean search(double[] start, double value, double slope, double[] along, double firstStep) {
        x = start;
        direction = along;
        origin = new TrialStep(0, value, slope);
        limit = value + SLACK * Math.abs(value);
        evaluations = 0;
        accepted = null;
        Bracket bracket = bracket(firstStep);
        while (!isOver()) {
            double width = bracket.width();
            if (bracket.contains(bracket.secant())) {
                bracket = narrow(bracket, bracket.secant());
            }
            if (!isOver() && bracket.width() > SHRINK * width) {
                bracket = narrow(bracket, bracket.middle());
            }
        }
        return accepted != null;
    }

    private boolean isOver() {
        return accepted != null || evaluations >= MAX_EVALUATIONS;
    }

    private TrialStep evaluate(double step) {
        evaluations++;
        Vectors.combine(x, step, direction, point);
        double value = objective.evaluate(point, gradient);
        TrialStep trial = new TrialStep(step, value, Vectors.dot(gradient, direction));
        boolean flat = trial.slope() >= CURVATURE * origin.slope();
        boolean wolfe = trial.value() <= origin.value() + DECREASE * step * origin.slope();
        boolean approximate = trial.value() <= limit && trial.slope() <= (2 * DECREASE - 1) * origin.slope();
        if (trial.isFinite() && flat && (wolfe || approximate)) {
            accepted = trial;
        }
        return trial;
    }

    private Bracket bracket(double firstStep) {
        TrialStep low = origin;
        TrialStep trial = evaluate(firstStep);
        while (!isOver()) {
            if (!trial.isFinite()) {
                trial = evaluate(low.step() + RETREAT * (trial.step() - low.step()));
            } else if (trial.slope() >= 0) {
                return new Bracket(low, trial);
            } else if (trial.value() > limit) {
                return bisect(origin, trial);
            } else {
                low = trial;
                trial = evaluate(EXPAND * trial.step());
            }
        }
        return new Bracket(low, trial);
    }

    private Bracket narrow(Bracket bracket, double step) {
        TrialStep trial = evaluate(step);
        if (trial.slope() >= 0) {
            return new Bracket(bracket.low(), trial);
        }
        return trial.value() <= limit ? new Bracket(trial, bracket.high()) : bisect(bracket.low(), trial);
    }

    /** There is a minimum between {@code low} and a point of negative slope above the limit. Bisects until it is bracketed. */
    private Bracket bisect(TrialStep low, TrialStep above) {
        TrialStep high = above;
        while (!isOver()) {
            TrialStep middle = evaluate(0.5 * (low.step() + high.step()));
            if (middle.slope() >= 0) {
                return new Bracket(low, middle);
            }
            if (middle.value() <= limit) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return new Bracket(low, high);
    }
}
