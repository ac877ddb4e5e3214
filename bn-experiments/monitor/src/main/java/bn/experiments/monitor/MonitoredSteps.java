package bn.experiments.monitor;

/**
 * What a run has for a whole step; arrays have a number for each row of {@code steps.csv}.
 *
 * @param step the last step of each window, increasing
 * @param loss mean of the losses in the window; NaN if none was given
 * @param learningRate learning rate; NaN if not known
 */
public record MonitoredSteps(long[] step, double[] loss, double[] learningRate) {}
