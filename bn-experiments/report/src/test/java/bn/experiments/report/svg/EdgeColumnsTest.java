package bn.experiments.report.svg;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.experiments.report.HypergraphChart.Edge;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EdgeColumnsTest {
    private static final int ROWS = 30;

    private static Edge edge(int first, int last) {
        return new Edge("e", List.of(first), List.of(last), "", "");
    }

    @Test
    void columnIsUsedAgainBelowTheEndOfAnEdge() {
        assertArrayEquals(new int[] {0, 1, 0}, EdgeColumns.of(List.of(edge(0, 1), edge(1, 2), edge(2, 3))).of());
    }

    @Test
    void longestOfTheEdgesThatBeginTogetherIsOnTheLeft() {
        assertArrayEquals(new int[] {1, 0}, EdgeColumns.of(List.of(edge(0, 1), edge(0, 9))).of());
    }

    @Test
    void edgesOfOneColumnHaveNoRowInCommonAndNoColumnIsTooMany() {
        Random random = new Random(1);
        for (int trial = 0; trial < 100; trial++) {
            List<Edge> edges = IntStream.range(0, 1 + random.nextInt(40)).mapToObj(i -> {
                int first = random.nextInt(ROWS);
                return edge(first, first + random.nextInt(ROWS - first));
            }).toList();
            EdgeColumns columns = EdgeColumns.of(edges);
            int[][] uses = new int[columns.count()][ROWS];
            for (int i = 0; i < edges.size(); i++) {
                for (int row = edges.get(i).first(); row <= edges.get(i).last(); row++) {
                    uses[columns.of()[i]][row]++;
                }
            }
            assertTrue(IntStream.range(0, columns.count()).allMatch(c -> IntStream.of(uses[c]).allMatch(n -> n <= 1)));
            // A row that so many edges have in common needs as many columns.
            int deepest = IntStream.range(0, ROWS).map(row -> IntStream.range(0, columns.count()).map(c -> uses[c][row]).sum())
                    .max().orElseThrow();
            assertEquals(deepest, columns.count());
        }
    }

    @Test
    void noEdgesNeedNoColumns() {
        assertEquals(0, EdgeColumns.of(List.of()).count());
    }
}
