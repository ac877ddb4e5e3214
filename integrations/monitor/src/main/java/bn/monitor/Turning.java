package bn.monitor;

/** The angle by which an optimizer's step turns the weights of a layer's channels, from lengths alone. */
public final class Turning {

    private Turning() {}

    /**
     * Root mean square over the channels of the angles, in radians; NaN if no channel has weights. With weights w before the step
     * and w' after it, the part of d = w' - w along w' is (|w'|^2 + |d|^2 - |w|^2) / (2 |w'|), and the rest of d is across it.
     * Unlike the cosine of a small angle this keeps its digits when the lengths have the rounding of float32.
     *
     * @param squaredNorm |w|^2 of each channel
     * @param after |w'| of each channel
     * @param difference |w' - w| of each channel, of weights that were subtracted before
     */
    public static double angle(double[] squaredNorm, double[] after, double[] difference) {
        RunningMoments squares = new RunningMoments();
        for (int k = 0; k < squaredNorm.length; k++) {
            double before = Math.sqrt(squaredNorm[k]);
            double along = (difference[k] * difference[k] + (after[k] - before) * (after[k] + before)) / (2 * after[k]);
            double across = Math.sqrt(Math.max(0, difference[k] * difference[k] - along * along));
            double angle = Math.atan2(across, after[k] - along);
            squares.add(angle * angle);
        }
        return Math.sqrt(squares.mean());
    }
}
