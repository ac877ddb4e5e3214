package bn.experiments.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.api.backend.Backend;
import bn.experiments.testing.Cpu;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TheoremsTest {

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void everyResultHolds(long seed) {
        try (Backend backend = Cpu.open()) {
            List<TheoremResult> results = new Theorems(backend, Cpu.normalization("batch")).run(seed);
            assertEquals(IntStream.rangeClosed(1, 18).mapToObj(i -> "T" + i).toList(),
                    results.stream().map(TheoremResult::theorem).distinct().toList());
            assertTrue(results.stream().anyMatch(result -> result.compared().contains("random convolutions")), results::toString);
            assertTrue(results.stream().anyMatch(result -> result.compared().contains("residual stream")), results::toString);
            results.forEach(result -> assertTrue(result.passed(), result::toString));
        }
    }

    @Test
    void whatIsNoNumberDidNotPass() {
        assertEquals(false, new TheoremResult("T0", "nothing with nothing", Double.NaN, 1).passed());
    }
}
