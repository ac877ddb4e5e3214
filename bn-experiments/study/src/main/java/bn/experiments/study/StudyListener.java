package bn.experiments.study;

/** Notified of the progress of a study, by one thread at a time. */
public interface StudyListener {

    /**
     * Trials were begun or finished.
     *
     * @param done cost of what was finished now
     * @param total cost of all that was left to do when the study began
     * @param detail what was begun last
     */
    void progress(double done, double total, String detail);

    /**
     * An experiment is done.
     *
     * @param experiment which
     * @param trials how many trials were done now; the others were done before
     * @param seconds since its first trial began
     */
    void finished(Experiment experiment, int trials, double seconds);

    /**
     * The user should know something.
     *
     * @param line without a line feed
     */
    void noted(String line);
}
