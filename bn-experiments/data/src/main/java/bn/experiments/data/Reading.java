package bn.experiments.data;

import java.util.List;

/** What was found out about a file of data, as one line for the user: no such decision is silent. */
public final class Reading {
    private Reading() { }

    /**
     * The line.
     *
     * @param source names the files
     * @param target names the target
     * @param classes how many classes there are; 0 if the target is a number
     * @param reason why
     * @param further whatever else was decided
     */
    public static String line(String source, long rows, int features, String target, int classes, String reason,
            List<String> further) {
        return source + ": " + count(rows, "row") + ", " + count(features, "feature") + "; target " + target + ": "
                + (classes == 0 ? "a number" : classes + " classes") + " (" + reason + ")"
                + (further.isEmpty() ? "" : "; " + String.join("; ", further));
    }

    private static String count(long n, String what) {
        return n + " " + what + (n == 1 ? "" : "s");
    }
}
