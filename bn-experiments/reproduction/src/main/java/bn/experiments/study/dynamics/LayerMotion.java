package bn.experiments.study.dynamics;

import bn.theory.dynamics.ScaleInvariantSgd;
import bn.theory.dynamics.UnitMotion;
import bn.theory.dynamics.WeightMotion;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * How the weights of a layer moved over many steps, next to what T10 says: over the units that a gradient reached, as each has a batch
 * norm of its own.
 */
final class LayerMotion {
    private final List<UnitMotion> units;

    LayerMotion(WeightMotion motion) {
        units = motion.reached();
    }

    /** Whether a gradient reached no unit. */
    boolean isEmpty() {
        return units.isEmpty();
    }

    /** Sum over units of the mean over steps of |w|^4. */
    double fourthPower() {
        return sum(UnitMotion::fourthPower);
    }

    /** What T10 predicts for it: the sum over units of eta G / (2 kappa (1 - momentum)), G the mean over steps. */
    double predictedFourthPower(ScaleInvariantSgd sgd) {
        return sum(unit -> Math.pow(sgd.equilibriumSquaredNorm(unit.unitGradient()), 2));
    }

    /** Root mean square, over steps and units, of the angle in radians by which a step turns w. */
    double angle() {
        return Math.sqrt(sum(UnitMotion::squaredAngle) / units.size());
    }

    /** Mean over steps and units of 1 / |w|^2, which the effective learning rate is proportional to. */
    double inverseSquare() {
        return sum(UnitMotion::inverseSquare) / units.size();
    }

    /**
     * How far steps are from sums of uncorrelated gradients, which have the mean square eta^2 |gradient|^2 / (1 - momentum^2): the ratio
     * to that, mean over units by G. Above 1, gradients of successive batches point the same way.
     */
    double correlation(double learningRate, double momentum) {
        double uncorrelated = learningRate * learningRate / (1 - momentum * momentum);
        return sum(unit -> unit.unitGradient() * unit.squaredStep() / (uncorrelated * unit.squaredGradient()))
                / sum(UnitMotion::unitGradient);
    }

    private double sum(ToDoubleFunction<UnitMotion> quantity) {
        return units.stream().mapToDouble(quantity).sum();
    }

    /** Sum |w.gradient| over sum |w| |gradient|, over the units: 0 where gradients are orthogonal to weights. */
    static double alignment(double[] w, double[] gradient, int units) {
        int inputs = w.length / units;
        double along = 0;
        double size = 0;
        for (int k = 0; k < units; k++) {
            along += Math.abs(dot(w, gradient, k, inputs));
            size += Math.sqrt(dot(w, w, k, inputs) * dot(gradient, gradient, k, inputs));
        }
        return size == 0 ? 0 : along / size;
    }

    private static double dot(double[] a, double[] b, int unit, int inputs) {
        double sum = 0;
        for (int j = unit * inputs; j < (unit + 1) * inputs; j++) {
            sum += a[j] * b[j];
        }
        return sum;
    }
}
