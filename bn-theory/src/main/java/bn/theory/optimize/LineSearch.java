package bn.theory.optimize;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A line search after Hager and Zhang (2005), with one secant step each round. It accepts a step by the Wolfe conditions or by
 * the approximate Wolfe conditions, which compare slopes instead of values: near a minimum the values differ by less than
 * their rounding errors, the slopes still tell the way, down to gradients of the size of the rounding error.
 */
final class LineSearch {
    /** Share of the first slope that a value must keep to (Hager and Zhang's delta). */
    private static final double DECREASE = 0.1;
    /** Share of the first slope that a slope must fall to (their sigma). */
    private static final double CURVATURE = 0.9;
    /** How far a value may lie above the first one, relative to it: well above rounding errors (their epsilon). */
    private static final double SLACK = 1e-10;
    /** An interval must shrink to this share, or else it is halved (their gamma). */
    private static final double SHRINK = 0.66;
    /** How much longer the next step is while there is no bracket (their rho). */
    private static final double EXPAND = 5;
    /** How much shorter the next step is after one to where the function is undefined. */
    private static final double RETREAT = 0.1;
    private static final int MAX_EVALUATIONS = 80;

    private final Objective objective;
    private double[] x;
    private double[] direction;
    private Trial origin;
    private double limit;
    private int evaluations;
    private @Nullable Trial accepted;

    /** The point that was tried last, and its gradient: the accepted one after a successful search. */
    private final double[] point;
    private final double[] gradient;

    @SuppressWarnings("NullAway.Init") // A search sets the rest.
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
     * @param start where to start, not changed
     * @param value the function there
     * @param slope derivative along the direction there, negative
     * @param along the direction
     * @param firstStep the step to try first
     * @return whether one was found; {@link #point}, {@link #value} and {@link #gradient} then hold it
     */
    boolean search(double[] start, double value, double slope, double[] along, double firstStep) {
        x = start;
        direction = along;
        origin = new Trial(0, value, slope);
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

    private Trial evaluate(double step) {
        evaluations++;
        Vectors.combine(x, step, direction, point);
        double value = objective.evaluate(point, gradient);
        Trial trial = new Trial(step, value, Vectors.dot(gradient, direction));
        boolean flat = trial.slope() >= CURVATURE * origin.slope();
        boolean wolfe = trial.value() <= origin.value() + DECREASE * step * origin.slope();
        boolean approximate = trial.value() <= limit && trial.slope() <= (2 * DECREASE - 1) * origin.slope();
        if (trial.isFinite() && flat && (wolfe || approximate)) {
            accepted = trial;
        }
        return trial;
    }

    private Bracket bracket(double firstStep) {
        Trial low = origin;
        Trial trial = evaluate(firstStep);
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
        Trial trial = evaluate(step);
        if (trial.slope() >= 0) {
            return new Bracket(bracket.low(), trial);
        }
        return trial.value() <= limit ? new Bracket(trial, bracket.high()) : bisect(bracket.low(), trial);
    }

    /** Between a low end and a point of negative slope above the limit there is a minimum: halves until it is bracketed. */
    private Bracket bisect(Trial low, Trial above) {
        Trial high = above;
        while (!isOver()) {
            Trial middle = evaluate(0.5 * (low.step() + high.step()));
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
