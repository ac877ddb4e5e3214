package bn.experiments.train;

/** Watches a training run and may stop it. Called on the training thread. */
public interface TrainingListener {

    /** Ignores all progress. */
    TrainingListener NONE = new TrainingListener() {};

    /** Called every few steps. */
    default void progress(Progress progress) {}

    /** Asked at every step; the run ends with a {@link java.util.concurrent.CancellationException} when true. */
    default boolean cancelled() {
        return false;
    }

    /**
     * The progress of an epoch.
     *
     * @param epoch its number, from 1
     * @param step number of steps done
     * @param steps number of steps in the epoch
     * @param loss mean loss over the last few steps
     * @param accuracy accuracy over the last few steps; NaN for regression
     * @param examplesPerSecond throughput since the start of the epoch
     */
    record Progress(int epoch, int step, int steps, double loss, double accuracy, double examplesPerSecond) {}
}
