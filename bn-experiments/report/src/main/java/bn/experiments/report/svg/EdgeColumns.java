package bn.experiments.report.svg;

import bn.experiments.report.HypergraphChart.Edge;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The columns of the edges of a {@link bn.experiments.report.HypergraphChart}. Edges of one column have no row in common, and there are as
 * few columns as that allows: the edges are the intervals of an interval graph, which are given the first free column in the
 * order of their first rows.
 *
 * @param of the column of each edge, from 0
 * @param count the number of columns
 */
record EdgeColumns(int[] of, int count) {

    /** Assigns the columns. */
    static EdgeColumns of(List<Edge> edges) {
        int[] columns = new int[edges.size()];
        List<Integer> lastRows = new ArrayList<>();
        // Of edges that begin in the same row the longest comes first, so that long lines are together on the left.
        int[] order = IntStream.range(0, edges.size()).boxed().sorted(Comparator.comparingInt((Integer i) -> edges.get(i).first())
                .thenComparing(i -> edges.get(i).last(), Comparator.reverseOrder())).mapToInt(Integer::intValue).toArray();
        for (int i : order) {
            Edge edge = edges.get(i);
            int column = IntStream.range(0, lastRows.size()).filter(c -> lastRows.get(c) < edge.first()).findFirst()
                    .orElse(lastRows.size());
            if (column == lastRows.size()) {
                lastRows.add(edge.last());
            } else {
                lastRows.set(column, edge.last());
            }
            columns[i] = column;
        }
        return new EdgeColumns(columns, lastRows.size());
    }
}
