package bn.experiments.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class TrialsTest {
    private static final Factor<Integer> SIZE = Factor.of("size");
    private static final Factor<Step> STEP = Factor.of("rate", Step::rate).and("decay", Step::decay);
    private static final Protocol PROTOCOL = new Protocol(new DatasetSummary("d", "", 9, 3, 2, 2, false, "class", List.of(), "0",
            List.of()), true, 7, 2, "cpu", List.of());

    private record Step(double rate, double decay) {}

    private static List<String> names(List<Trial> trials) {
        return trials.stream().map(Trial::name).toList();
    }

    /** These names are the keys of a resumed study. */
    @Test
    void theFirstFactorVariesMostSlowlyAndTheSeedFastest() {
        Trials grid = Trials.grid(PROTOCOL).over(SIZE, 1, 2).over(STEP, new Step(0.1, 0), new Step(0.2, 1));
        assertEquals(List.of("size=1 rate=0.1 decay=0.0 seed=7", "size=1 rate=0.1 decay=0.0 seed=8",
                "size=1 rate=0.2 decay=1.0 seed=7", "size=1 rate=0.2 decay=1.0 seed=8",
                "size=2 rate=0.1 decay=0.0 seed=7", "size=2 rate=0.1 decay=0.0 seed=8",
                "size=2 rate=0.2 decay=1.0 seed=7", "size=2 rate=0.2 decay=1.0 seed=8"),
                names(grid.measure((context, recorder, at) -> {})));
    }

    @Test
    void gridsCanTakeTurnsBySeed() {
        List<Trial> none = Trials.grid(PROTOCOL).measure((context, recorder, at) -> {});
        List<Trial> sizes = Trials.grid(PROTOCOL).over(SIZE, 1, 2).measure((context, recorder, at) -> {});
        assertEquals(List.of("seed=7", "size=1 seed=7", "size=2 seed=7", "seed=8", "size=1 seed=8", "size=2 seed=8"),
                names(Trials.bySeed(none, sizes)));
    }

    @Test
    void aTrialMeasuresAtItsOwnLevelsAndCost() {
        List<Trial> trials = Trials.grid(PROTOCOL).over(SIZE, 1, 2).cost(at -> 10 * at.get(SIZE))
                .measure((context, recorder, at) -> recorder.record("value", (double) at.get(SIZE) + at.seed()));
        assertEquals(List.of(8.0, 9.0, 9.0, 10.0), trials.stream().map(each -> each.run(null).get(0).value()).toList());
        assertEquals(List.of(10.0, 10.0, 20.0, 20.0), trials.stream().map(Trial::cost).toList());
        assertEquals(0.5, Trials.grid(PROTOCOL).cost(0.5, 3).measure((context, recorder, at) -> {}).get(0).cost());
    }

    @Test
    void aFactorOutsideTheGridIsAnError() {
        Trial trial = Trials.grid(PROTOCOL).measure((context, recorder, at) -> at.get(SIZE)).get(0);
        assertThrows(IllegalArgumentException.class, () -> trial.run(null));
    }
}
