package bn.experiments.reproduce;

/** Told how far an experiment is; may throw a {@link java.util.concurrent.CancellationException} to end it. */
@FunctionalInterface
public interface Progress {

    /**
     * Called every now and then.
     *
     * @param share of the experiment that is done, from 0 to 1
     * @param detail what it is at
     */
    void at(double share, String detail);
}
