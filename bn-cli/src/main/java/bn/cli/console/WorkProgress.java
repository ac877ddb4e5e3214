package bn.cli.console;

import java.util.function.DoubleConsumer;

/** A progress bar for work that takes a {@link DoubleConsumer}: shows the fraction done, and stops the work after Ctrl-C. */
public final class WorkProgress implements DoubleConsumer, AutoCloseable {
    private final ProgressBar bar;
    private final String detail;
    private final Interruption interruption;
    private final String kept;

    /**
     * The progress of work that writes its results only at its end.
     *
     * @param title what is being done, in a word
     * @param detail shown after the bar, such as how many examples there are
     */
    public WorkProgress(String title, String detail, Console console, Interruption interruption) {
        this(title, detail, console, interruption, "nothing was written");
    }

    /**
     * The progress of work.
     *
     * @param title what is being done, in a word
     * @param detail shown after the bar, such as how many examples there are
     * @param kept what an interruption leaves, for the message
     */
    public WorkProgress(String title, String detail, Console console, Interruption interruption, String kept) {
        this.kept = kept;
        bar = new ProgressBar(console, title);
        this.detail = detail;
        this.interruption = interruption;
    }

    /**
     * Shows the fraction done, from 0 to 1.
     *
     * @throws java.util.concurrent.CancellationException if the user has interrupted
     */
    @Override
    public void accept(double fraction) {
        interruption.check(kept);
        bar.show(fraction, 1, detail);
    }

    /** Removes the bar. */
    @Override
    public void close() {
        bar.close();
    }
}
