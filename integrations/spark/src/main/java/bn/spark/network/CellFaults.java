package bn.spark.network;

import java.io.Serializable;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** How many rows have no value, or none that is a finite number, by column. */
final class CellFaults implements Serializable {
    private static final long serialVersionUID = 1L;

    private final TreeMap<String, Long> missing = new TreeMap<>();
    private final TreeMap<String, Long> notFinite = new TreeMap<>();

    /** Counts a row without a value in a column. */
    void missing(String column) {
        missing.merge(column, 1L, Long::sum);
    }

    /** Counts a row with NaN or an infinite number in a column. */
    void notFinite(String column) {
        notFinite.merge(column, 1L, Long::sum);
    }

    /** Adds those of other rows. */
    void merge(CellFaults others) {
        others.missing.forEach((column, count) -> missing.merge(column, count, Long::sum));
        others.notFinite.forEach((column, count) -> notFinite.merge(column, count, Long::sum));
    }

    /** Why the rows are refused; empty if none has a fault. */
    Optional<String> refusal() {
        return missing.isEmpty() && notFinite.isEmpty() ? Optional.empty()
                : Optional.of(missing.isEmpty() ? text(notFinite, "NaN or an infinite number")
                        : text(missing, "no value (null)"));
    }

    private static String text(Map<String, Long> counts, String what) {
        Map.Entry<String, Long> first = counts.entrySet().iterator().next();
        return "column " + first.getKey() + " has " + what + " in " + first.getValue() + " rows"
                + (counts.size() == 1 ? "" : ", and " + (counts.size() - 1) + " more columns have such rows")
                + "; fill them in, or leave these rows out of the data";
    }
}
