package bn.experiments.data;

import java.util.List;

/** A line for the user that says how a data file was interpreted. */
public final class DatasetDescription {
    private DatasetDescription() {}

    /**
     * Formats the line.
     *
     * @param source names the files
     * @param target names the target
     * @param classes the number of classes; 0 for regression
     * @param reason why the target was interpreted as classes or as a number
     * @param further other decisions
     */
    public static String of(String source, long rows, int features, String target, int classes, String reason,
            List<String> further) {
        return source + ": " + count(rows, "row") + ", " + count(features, "feature") + "; target " + target + ": "
                + (classes == 0 ? "a number" : classes + " classes") + " (" + reason + ")"
                + (further.isEmpty() ? "" : "; " + String.join("; ", further));
    }

    private static String count(long n, String what) {
        return n + " " + what + (n == 1 ? "" : "s");
    }
}
