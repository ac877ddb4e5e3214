package bn.theory.dynamics;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Adds up how the weights of a layer of K units on d inputs move over many steps, for each unit, because each has a normalization
 * of its own: the quantities of T10 of docs/theory.md. Each step is told by {@link #add}, and the weights after the last one by
 * {@link #end}.
 */
public final class WeightMotion {
    private final Sums[] units;
    private double @Nullable [] before;
    private long steps;
    private long moves;

    /** Sums over steps, for a unit. */
    private static final class Sums {
        double squaredNorm;
        double fourthPower;
        double inverseSquare;
        double squaredGradient;
        double unitGradient;
        double squaredStep;
        double squaredAngle;
    }

    /**
     * Without any step.
     *
     * @param units number K of units
     */
    public WeightMotion(int units) {
        this.units = new Sums[units];
        Arrays.setAll(this.units, k -> new Sums());
    }

    /**
     * Adds the next step.
     *
     * @param w weights before it, K x d, row-major; they are kept until the next call
     * @param gradient of the batch's loss with respect to them, without decay, K x d
     */
    public void add(double[] w, double[] gradient) {
        end(w);
        int inputs = w.length / units.length;
        for (int k = 0; k < units.length; k++) {
            double norm = dot(w, w, k, inputs);
            double squares = dot(gradient, gradient, k, inputs);
            units[k].squaredNorm += norm;
            units[k].fourthPower += norm * norm;
            units[k].inverseSquare += 1 / norm;
            units[k].squaredGradient += squares;
            units[k].unitGradient += ScaleInvariantSgd.squaredGradientAtUnitNorm(norm, squares);
        }
        before = w;
        steps++;
    }

    /**
     * Completes the last step. Without it, the means of {@link UnitMotion#squaredStep} and {@link UnitMotion#squaredAngle} are over
     * the steps before the last one.
     *
     * @param w weights after it, K x d
     */
    public void end(double[] w) {
        if (before == null) {
            return;
        }
        int inputs = w.length / units.length;
        for (int k = 0; k < units.length; k++) {
            move(before, w, k, inputs);
        }
        before = null;
        moves++;
    }

    /**
     * With d = w' - w the angle has the tangent sqrt(|d|^2 |w|^2 - (d.w)^2) / (|w|^2 + d.w). The cosine would lose half of the digits
     * of a small angle.
     */
    private void move(double[] from, double[] to, int k, int inputs) {
        double norm = 0;
        double squares = 0;
        double along = 0;
        for (int j = k * inputs; j < (k + 1) * inputs; j++) {
            double d = to[j] - from[j];
            norm += from[j] * from[j];
            squares += d * d;
            along += d * from[j];
        }
        double angle = Math.atan2(Math.sqrt(Math.max(0, squares * norm - along * along)), norm + along);
        units[k].squaredStep += squares;
        units[k].squaredAngle += angle * angle;
    }

    private static double dot(double[] a, double[] b, int unit, int inputs) {
        double sum = 0;
        for (int j = unit * inputs; j < (unit + 1) * inputs; j++) {
            sum += a[j] * b[j];
        }
        return sum;
    }

    /** Number K of units. */
    public int units() {
        return units.length;
    }

    /** The means of a unit, counted from 0; NaN where there was no step. */
    public UnitMotion unit(int k) {
        Sums sums = units[k];
        return new UnitMotion(sums.squaredNorm / steps, sums.fourthPower / steps, sums.inverseSquare / steps,
                sums.squaredGradient / steps, sums.unitGradient / steps, sums.squaredStep / moves, sums.squaredAngle / moves);
    }

    /** The means of the units that a gradient reached. The others only shrink, and T10 says nothing of them. */
    public List<UnitMotion> reached() {
        return IntStream.range(0, units.length).mapToObj(this::unit).filter(unit -> unit.squaredGradient() > 0).toList();
    }
}
