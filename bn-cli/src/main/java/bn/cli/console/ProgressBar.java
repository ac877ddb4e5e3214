package bn.cli.console;

import java.util.Locale;

/** A status line: a bar, the percentage done, the time left, and a detail such as the current loss. */
public final class ProgressBar {
    private static final int WIDTH = 12;
    private static final long EVERY_NANOS = 100_000_000;

    private final Console console;
    private final String title;
    private final long start = System.nanoTime();
    private long shown;

    /** A bar that appears with the first {@link #show}. */
    public ProgressBar(Console console, String title) {
        this.console = console;
        this.title = title;
    }

    /**
     * Shows how far the work is; at most ten times a second.
     *
     * @param done how much is done
     * @param total how much there is to do, in the same unit
     * @param detail shown after the bar, such as the current loss
     */
    public void show(double done, double total, String detail) {
        long now = System.nanoTime();
        if (!console.terminal() || done < total && now - shown < EVERY_NANOS) {
            return;
        }
        shown = now;
        double fraction = total > 0 ? Math.min(1, done / total) : 0;
        int full = (int) (fraction * WIDTH);
        double left = fraction > 0 ? (now - start) * 1e-9 * (1 - fraction) / fraction : 0;
        console.status(String.format(Locale.ROOT, "%s [%s%s] %3.0f %%%s  %s", title, "#".repeat(full), ".".repeat(WIDTH - full),
                100 * fraction, fraction > 0 ? ", " + time(left) + " left" : "", detail));
    }

    /** Removes the bar. */
    public void close() {
        console.clearStatus();
    }

    /** Seconds as m:ss, or h:mm:ss. */
    static String time(double seconds) {
        long s = Math.round(seconds);
        return s < 3600 ? String.format(Locale.ROOT, "%d:%02d", s / 60, s % 60)
                : String.format(Locale.ROOT, "%d:%02d:%02d", s / 3600, s / 60 % 60, s % 60);
    }
}
