package bn.monitor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Training with a clock that the test moves. */
class PaceTest {
    private static final long MILLISECOND = 1_000_000;

    private long now = 77;
    private final List<Long> read = new ArrayList<>();
    private final List<Integer> rows = new ArrayList<>();
    private long step;

    private Pace pace(MonitorSettings settings) {
        return new Pace(settings, () -> now);
    }

    /** Steps and readings of these times; a reading has one part during its step, and one after it. */
    private void train(Pace pace, long steps, long stepTime, long readingTime, long rowTime) {
        for (long i = 0; i < steps; i++) {
            step++;
            now += stepTime / 2;
            boolean reads = pace.isDue();
            if (reads) {
                read.add(step);
                pace.begin();
                now += readingTime / 4;
                pace.end();
            }
            now += stepTime - stepTime / 2;
            if (reads) {
                pace.begin();
                now += readingTime - readingTime / 4;
                complete(pace, rowTime);
                pace.end();
            }
            pace.countStep();
        }
    }

    private void complete(Pace pace, long rowTime) {
        pace.completeReading();
        if (pace.isRowDue()) {
            rows.add(pace.readings());
            pace.beginRow();
            now += rowTime;
            pace.endRow();
        }
    }

    /** 3 ms of 6 ms: 0.5 % at every hundredth step. The least is 10, at 0.3 ms. */
    @ParameterizedTest
    @CsvSource({"3000, 100", "300, 10", "301, 11", "30, 10", "0, 10", "60000, 2000"})
    void readingsTakeHalfAPercentAtMost(long microseconds, int every) {
        Pace pace = pace(MonitorSettings.DEFAULT);
        train(pace, 30 + 2L * every, 6 * MILLISECOND, microseconds * 1000, 0);
        assertEquals(List.of(10L, 20L, 30L, 30L + every, 30L + 2L * every), read);
        assertEquals(every, pace.present().every());
    }

    @Test
    void stepsThatTakeNoTimeThatCanBeMeasuredEndTheReadings() {
        Pace pace = pace(MonitorSettings.DEFAULT);
        train(pace, 10_000, 0, MILLISECOND, 0);
        assertEquals(List.of(10L, 20L, 30L), read);
    }

    /** A start with slow steps, a slow reading, and later slower steps, which the next row finds. */
    @Test
    void mediansDecideAndEachRowChoosesAnew() {
        Pace pace = pace(MonitorSettings.DEFAULT);
        train(pace, 10, 50 * MILLISECOND, MILLISECOND, 0);
        train(pace, 10, MILLISECOND, 900 * MILLISECOND, 0);
        train(pace, 10, MILLISECOND, MILLISECOND, 0);
        assertEquals(200, pace.present().every());
        train(pace, 6 * 200, MILLISECOND, MILLISECOND, 0);
        train(pace, 9 * 200, 4 * MILLISECOND, MILLISECOND, 0);
        assertEquals(List.of(10), rows);
        assertEquals(200, pace.present().every());
        train(pace, 2 * 200, 4 * MILLISECOND, MILLISECOND, 0);
        assertEquals(List.of(10, 10), rows);
        assertEquals(50, pace.present().every());
    }

    /** A reading may need something of the step before: that a step is read must be known then. */
    @Test
    void whatIsDueDoesNotChangeWithinAStep() {
        Pace pace = pace(new MonitorSettings(1, 10, true));
        train(pace, 3, MILLISECOND, MILLISECOND, 0);
        assertEquals(List.of(1L, 2L, 3L), read);
        assertEquals(200, pace.present().every());
        train(pace, 6 * 200, 200 * MILLISECOND, MILLISECOND, 0);
        now += 200 * MILLISECOND;
        pace.countStep();
        assertFalse(pace.isDue());
        complete(pace, 0);
        assertEquals(1, pace.present().every());
        assertFalse(pace.isDue());
        pace.countStep();
        assertTrue(pace.isDue());
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "1, 3", "7, 2", "10, 10"})
    void givenNumbersAreKept(int every, int window) {
        Pace pace = pace(new MonitorSettings(every, window));
        train(pace, 10L * every * window, MILLISECOND, 500 * MILLISECOND, 500 * MILLISECOND);
        assertEquals(new MonitorSettings(every, window), pace.present());
        for (int i = 0; i < read.size(); i++) {
            assertEquals((i + 1L) * every, read.get(i));
        }
        assertEquals(java.util.Collections.nCopies(10, window), rows);
    }

    /** A reading every 60 ms, and rows of 0.6 ms: 150 ms from the end of one to the next. With 6 ms: 1,500 ms. */
    @ParameterizedTest
    @CsvSource({"600, 10", "2400, 10", "2401, 11", "6000, 25", "240000, 1000", "900000, 1000"})
    void windowsGrowWithTheTimeOfWriting(long microseconds, int readings) {
        Pace pace = pace(MonitorSettings.DEFAULT);
        train(pace, 10L * (10 + 2L * readings), 6 * MILLISECOND, 0, microseconds * 1000);
        assertEquals(List.of(10, readings, readings), rows);
        assertEquals(new MonitorSettings(10, readings, true), pace.present());
    }

    /** Rows are no part of readings, and neither are part of the steps. */
    @Test
    void writingDoesNotCountAsReading() {
        Pace pace = pace(MonitorSettings.DEFAULT);
        train(pace, 10_000, 6 * MILLISECOND, 300_000, 60 * MILLISECOND);
        assertEquals(10, pace.present().every());
        assertTrue(rows.size() > 3);
    }

    @Test
    void theDescriptionHasTheNumbersOfThePresent(@TempDir Path folder) throws IOException {
        Pace pace = pace(MonitorSettings.DEFAULT);
        RunDescription run = new RunDescription("w", "f", "m", List.of(new LayerDescription("bn", 1, 1e-5, null, null)),
                List.of(), List.of());
        double[] one = {1};
        Reading reading = new Reading(one, one, one, one, one, 1e-5, one);
        List<String> described = new ArrayList<>();
        try (Monitor monitor = new Monitor(folder, pace, run)) {
            for (int i = 1; i <= 4; i++) {
                int every = pace.present().every();
                for (int k = 0; k < every; k++) {
                    assertEquals(k == every - 1, pace.isDue());
                    now += MILLISECOND;
                    if (pace.isDue()) {
                        pace.begin();
                        now += MILLISECOND;
                        monitor.add(new StepReading(i, 0.1, Map.of("bn", reading), Map.of()));
                        pace.end();
                    }
                    pace.countStep();
                }
                described.add(Files.readString(folder.resolve("monitor.json")));
            }
        }
        assertTrue(described.get(1).contains("\"every\": 10, \"window\": 10,"), described.get(1));
        assertTrue(described.get(2).contains("\"every\": 200, \"window\": 10,"), described.get(2));
        assertFalse(Files.exists(folder.resolve("monitor.lock")));
    }
}
