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

/** The suite for normalizations passes what is right, and finds what is wrong. */
class WrongNormalizationTest {
    private static NormalizationProvider provider = WrongNormalization.right();

    /** Run by this test; a build does not take it for a test of its own. */
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
