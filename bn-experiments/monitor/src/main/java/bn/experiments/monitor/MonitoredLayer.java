package bn.experiments.monitor;

/**
 * A batch normalization over the steps. Arrays have a number for each window of readings, NaN where it is not known or not
 * defined. Channels are dead if |gamma| is below {@link MonitoredChannel#DEAD}; the others are live.
 *
 * @param name the module's name
 * @param channels number of its channels; 0 if not known
 * @param linear name of the linear map before it; null if none was found
 * @param note what is to be known about it; null if nothing
 * @param step the last step of each window, increasing
 * @param readings number of readings in the window
 * @param lambdaMean mean of lambda = -(dL/dgamma)/gamma (T3) over live channels and readings
 * @param lambdaMeanSe its standard error, from the readings
 * @param lambdaRms root mean square over live channels of a channel's mean lambda in the window
 * @param lambdaNoise root mean square over live channels of the standard errors of these means
 * @param netRate mean over readings of the sum of gamma^2 lambda over all channels, in units of the loss
 * @param netRateSe its standard error
 * @param shift mean over readings of the sum of beta dL/dbeta, in units of the loss
 * @param gammaRms root mean square of gamma over all channels
 * @param betaRms the same of beta
 * @param dead number of dead channels
 * @param alphaMean mean over live channels and readings of alpha = lambda Var(u) / |w|^2
 * @param weightNorm root mean square over channels of |w|
 * @param effectiveLearningRate mean over channels of (learning rate) / |w|^2
 * @param angle root mean square over channels of the angle, in radians, by which w turned in a step
 */
public record MonitoredLayer(String name, int channels, String linear, String note, long[] step, double[] readings,
        double[] lambdaMean, double[] lambdaMeanSe, double[] lambdaRms, double[] lambdaNoise, double[] netRate,
        double[] netRateSe, double[] shift, double[] gammaRms, double[] betaRms, double[] dead, double[] alphaMean,
        double[] weightNorm, double[] effectiveLearningRate, double[] angle) {
    private static final String FROZEN = "frozen";

    /** Whether the layer is in evaluation mode, so that its gradients are not rates. The note of such a layer begins with that. */
    public boolean frozen() {
        return note != null && note.startsWith(FROZEN);
    }

    /** The mean net rate over all windows; NaN without one. */
    public double meanNetRate() {
        return RecentWindows.all(this).netRate();
    }

    /** Its standard error, by the readings and by the windows; NaN if neither tells it. */
    public double meanNetRateSe() {
        RecentWindows all = RecentWindows.all(this);
        return all.isFew() ? Double.NaN : all.netRateSe();
    }

    /** The last number of a series; NaN if there is none. */
    public static double last(double... series) {
        return series.length == 0 ? Double.NaN : series[series.length - 1];
    }
}
