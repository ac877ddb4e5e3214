package bn.spark;

import bn.experiments.data.DataException;
import java.io.Serializable;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** How many rows could not be used, by column and reason. */
final class RowFaults implements Serializable {
    private static final long serialVersionUID = 1;
    private static final int NAMED = 10;

    private final long[] nulls;
    private final long[] notFinite;
    private final long[] otherLengths;
    /** For each column, one of the lengths that are not the expected one. */
    private final int[] exampleLength;

    RowFaults(int columns) {
        nulls = new long[columns];
        notFinite = new long[columns];
        otherLengths = new long[columns];
        exampleLength = new int[columns];
    }

    /** Counts a row whose value of a column is null, or holds one. */
    void isNull(int column) {
        nulls[column]++;
    }

    void notFinite(int column) {
        notFinite[column]++;
    }

    void otherLength(int column, int length) {
        otherLengths[column]++;
        exampleLength[column] = length;
    }

    void merge(RowFaults other) {
        for (int i = 0; i < nulls.length; i++) {
            nulls[i] += other.nulls[i];
            notFinite[i] += other.notFinite[i];
            if (other.otherLengths[i] > 0) {
                otherLengths[i] += other.otherLengths[i];
                exampleLength[i] = other.exampleLength[i];
            }
        }
    }

    /**
     * Refuses data with such rows.
     *
     * @param names of the columns
     * @param skipNulls whether rows with nulls are left out
     * @throws DataException with the columns and counts
     */
    void require(List<String> names, boolean skipNulls) {
        if (!skipNulls) {
            refuse(nulls, names, "nulls: ", "; fill them in, or leave such rows out by --skip-nulls");
        }
        IntStream.range(0, names.size()).filter(i -> otherLengths[i] > 0).findFirst().ifPresent(i -> {
            throw new DataException("column " + names.get(i) + " has arrays of different lengths: one of "
                    + exampleLength[i] + " numbers, and " + otherLengths[i]
                    + " rows that are not as long as the first one; features need the same length in all rows");
        });
        refuse(notFinite, names, "numbers that are not finite (NaN, infinite): ",
                "; leave such rows out, or replace the numbers");
    }

    private static void refuse(long[] counts, List<String> names, String what, String advice) {
        List<Integer> columns = IntStream.range(0, counts.length).filter(i -> counts[i] > 0).boxed().toList();
        if (!columns.isEmpty()) {
            String shown = columns.stream().limit(NAMED)
                    .map(i -> "column " + names.get(i) + " in " + counts[i] + (counts[i] == 1 ? " row" : " rows"))
                    .collect(Collectors.joining(", "));
            String more = columns.size() > NAMED ? " and " + (columns.size() - NAMED) + " more columns" : "";
            throw new DataException("the data have " + what + shown + more + advice);
        }
    }
}
