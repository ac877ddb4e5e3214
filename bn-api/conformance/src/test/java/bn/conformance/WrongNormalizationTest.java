package bn.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.api.norm.NormalizationProvider;
import bn.conformance.wrong.WrongNormalization;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The suite accepts a correct normalization, and finds errors of wrong ones. */
class WrongNormalizationTest {
    private static NormalizationProvider provider = WrongNormalization.right();

    /** Run only by this test; the build does not run it itself. */
    static class Inherited extends NormalizationConformance {

        @Override
        protected NormalizationProvider provider() {
            return provider;
        }
    }

    static Stream<WrongNormalization> wrongNormalizations() {
        return WrongNormalization.all();
    }

    @Test
    void aRightOnePasses() {
        provider = WrongNormalization.right();
        SuiteRun run = SuiteRun.of(Inherited.class);
        assertEquals(List.of(), run.failed);
        assertTrue(run.passed.size() > 50, () -> "passed: " + run.passed);
    }

    @ParameterizedTest
    @MethodSource("wrongNormalizations")
    void theSuiteFinds(WrongNormalization wrong) {
        provider = wrong;
        SuiteRun run = SuiteRun.of(Inherited.class);
        assertTrue(run.failed.stream().anyMatch(name -> name.contains(wrong.check())),
                () -> "not found by '" + wrong.check() + "'; what failed: " + run.failed);
    }
}
