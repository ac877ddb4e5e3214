package bn.experiments.study;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.experiments.report.Series;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ResultsTest {
    private static final Results RESULTS = results();

    /** y = 10 x + unit + seed for x of 1 and 2, units of 0 and 4, seeds of 1 and 2. */
    private static Results results() {
        List<Observation> all = new ArrayList<>();
        for (long seed = 1; seed <= 2; seed++) {
            for (int x = 2; x >= 1; x--) {
                for (int unit : new int[] {0, 4}) {
                    all.add(new Observation("t", seed, Map.of("x", String.valueOf(x), "unit", String.valueOf(unit)), "y",
                            10 * x + unit + seed));
                }
            }
        }
        return new Results(all);
    }

    @Test
    void asksByFactors() {
        assertEquals(List.of("2", "1"), RESULTS.levels("x"));
        assertArrayEquals(new double[] {15, 16}, RESULTS.where("x", 1).where("unit", 4).each("y").values());
        assertArrayEquals(new double[] {15, 16}, RESULTS.where("x", 1).largest("y").values());
        assertArrayEquals(new double[] {13, 14}, RESULTS.where("x", 1).mean("y").values());
        assertTrue(RESULTS.where("x", 3).isEmpty());
    }

    @Test
    void anOpenFactorIsAnError() {
        assertThrows(IllegalStateException.class, () -> RESULTS.where("x", 1).each("y"));
        assertThrows(IllegalStateException.class, () -> RESULTS.each("z"));
    }

    @Test
    void pairsBySeed() {
        Sample difference = RESULTS.where("x", 2).mean("y").minus(RESULTS.where("x", 1).mean("y"));
        assertArrayEquals(new double[] {10, 10}, difference.values());
        Results oneSeed = new Results(RESULTS.observations().subList(0, 2));
        assertThrows(IllegalArgumentException.class, () -> RESULTS.mean("y").minus(oneSeed.mean("y")));
    }

    @Test
    void becomesASeriesWithIntervals() {
        Series series = RESULTS.series("mean", Series.Style.MARKERS, "x", "y");
        assertEquals(23.5, series.points().get(0).y());
        // Two seeds that differ by 1: standard error 1/2, t 12.706.
        assertEquals(23.5 + 12.706 / 2, series.points().get(0).high(), 5e-4);
    }

    @Test
    void aNumberThatIsNoneIsNotHidden() {
        List<Observation> all = new ArrayList<>(RESULTS.observations());
        all.add(new Observation("t", 1, Map.of("x", "1", "unit", "9"), "y", Double.NaN));
        assertTrue(Double.isNaN(new Results(all).where("x", 1).largest("y").largest()));
    }
}
