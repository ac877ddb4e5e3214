package bn.experiments.train;

/** Watches a training run and may stop it. Called on the training thread. */
public interface TrainingListener {

    /** Watches nothing. */
    TrainingListener NONE = new TrainingListener() { };

    /** Called every few steps. */
    default void progress(Progress progress) { }

    /** Asked at every step; the run ends with a {@link java.util.concurrent.CancellationException} when true. */
    default boolean cancelled() {
        return false;
    }

    /**
     * How far an epoch is.
     *
     * @param epoch its number, from 1
     * @param step steps done
     * @param steps steps in all
     * @param loss mean over the last few steps
     * @param accuracy over the last few steps; NaN for regression
     * @param examplesPerSecond since the epoch began
     */
    record Progress(int epoch, int step, int steps, double loss, double accuracy, double examplesPerSecond) { }
}
