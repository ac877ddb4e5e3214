package bn.cli.view;

import bn.cli.console.Console;
import bn.cli.console.ProgressBar;
import bn.experiments.study.Experiment;
import bn.experiments.study.StudyListener;
import java.util.Locale;

/** The progress of a study on the console: a bar while it works, a line for each experiment. */
public final class StudyProgress implements StudyListener {
    private final Console console;
    private final ProgressBar bar;

    /** Progress on a console. */
    public StudyProgress(Console console) {
        this.console = console;
        bar = new ProgressBar(console, "study");
    }

    @Override
    public void progress(double done, double total, String detail) {
        bar.show(done, total, detail);
    }

    @Override
    public void finished(Experiment experiment, int trials, double seconds) {
        console.note(String.format(Locale.ROOT, "%-14s %d trials in %.1f s", experiment.name(), trials, seconds));
    }

    @Override
    public void noted(String line) {
        console.note("bn: " + line);
    }

    /** Removes the bar. */
    public void close() {
        bar.close();
    }
}
