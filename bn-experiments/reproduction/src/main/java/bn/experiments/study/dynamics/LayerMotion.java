package bn.experiments.study.dynamics;

import bn.theory.dynamics.ScaleInvariantSgd;

/**
 * How the weights of a layer of K units on d inputs move over many steps: sums of the quantities in T10, for each unit, as each has
 * a batch norm of its own. A unit whose weights or gradients are 0 adds nothing.
 */
final class LayerMotion {
    private final int units;
    private final double[] squaredNorm;
    private final double[] unitGradient;
    private final double[] squaredGradient;
    private final double[] squaredStep;
    private double fourthPower;
    private double squaredAngle;
    private double inverseSquare;
    private long angles;
    private long norms;
    private int steps;
    private double[] before;

    LayerMotion(int units) {
        this.units = units;
        squaredNorm = new double[units];
        unitGradient = new double[units];
        squaredGradient = new double[units];
        squaredStep = new double[units];
    }

    /**
     * Adds the next step.
     *
     * @param w weights before it, K x d, row-major
     * @param gradient of the batch's loss with respect to them, without decay, K x d
     */
    void add(double[] w, double[] gradient) {
        int inputs = w.length / units;
        for (int k = 0; k < units; k++) {
            double norm = dot(w, w, k, inputs);
            double squares = dot(gradient, gradient, k, inputs);
            squaredNorm[k] += norm;
            squaredGradient[k] += squares;
            unitGradient[k] += ScaleInvariantSgd.squaredGradientAtUnitNorm(norm, squares);
            if (squares > 0 && norm > 0) {
                fourthPower += norm * norm;
                inverseSquare += 1 / norm;
                norms++;
            }
            if (before != null && squares > 0 && norm > 0) {
                double old = dot(before, before, k, inputs);
                double along = dot(before, w, k, inputs);
                squaredStep[k] += norm - 2 * along + old;
                double angle = Math.acos(Math.min(1, along / Math.sqrt(norm * old)));
                squaredAngle += angle * angle;
                angles++;
            }
        }
        before = w;
        steps++;
    }

    private static double dot(double[] a, double[] b, int unit, int inputs) {
        double sum = 0;
        for (int j = unit * inputs; j < (unit + 1) * inputs; j++) {
            sum += a[j] * b[j];
        }
        return sum;
    }

    /** Sum over units of the mean over steps of |w|^4. */
    double fourthPower() {
        return fourthPower / steps;
    }

    /** What T10 predicts for it: the sum over units of eta G / (2 kappa (1 - momentum)), G the mean over steps. */
    double predictedFourthPower(ScaleInvariantSgd sgd) {
        double sum = 0;
        for (double total : unitGradient) {
            sum += Math.pow(sgd.equilibriumSquaredNorm(total / steps), 2);
        }
        return sum;
    }

    /** Root mean square, over steps and units, of the angle in radians by which a step turns w. */
    double angle() {
        return Math.sqrt(squaredAngle / angles);
    }

    /** Mean over steps and units of 1 / |w|^2, which the effective learning rate is proportional to. */
    double inverseSquare() {
        return inverseSquare / norms;
    }

    /**
     * How far steps are from sums of uncorrelated gradients, which have the mean square eta^2 |gradient|^2 / (1 - momentum^2): the ratio
     * to that, mean over units by G. Above 1, gradients of successive batches point the same way.
     */
    double correlation(double learningRate, double momentum) {
        double sum = 0;
        double weight = 0;
        for (int k = 0; k < units; k++) {
            if (squaredGradient[k] > 0) {
                double ratio = (1 - momentum * momentum) * squaredStep[k] * steps
                        / ((steps - 1) * learningRate * learningRate * squaredGradient[k]);
                sum += unitGradient[k] * ratio;
                weight += unitGradient[k];
            }
        }
        return sum / weight;
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
}
