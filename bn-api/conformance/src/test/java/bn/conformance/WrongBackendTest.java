package bn.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.api.backend.Backend;
import bn.conformance.reference.ReferenceBackend;
import bn.conformance.wrong.WrongBackend;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The suite finds errors of backends, and reports what it skipped. */
class WrongBackendTest {
    private static Supplier<Backend> opener = ReferenceBackend::new;
    private static long workLimit = Long.MAX_VALUE;

    /** Run only by this test; the build does not run it itself. */
    static class Inherited extends BackendConformance {

        @Override
        protected Backend open() {
            return opener.get();
        }

        @Override
        protected long workLimit() {
            return workLimit;
        }
    }

    static Stream<WrongBackend> wrongBackends() {
        return WrongBackend.all();
    }

    @ParameterizedTest
    @MethodSource("wrongBackends")
    void theSuiteFinds(WrongBackend wrong) {
        opener = wrong.opener();
        // Batch norm has the most shapes; small ones are enough to find these faults.
        workLimit = wrong.factory().equals("batchNorm") ? 10_000 : Long.MAX_VALUE;
        SuiteRun run = SuiteRun.of(Inherited.class, wrong.factory());
        assertTrue(run.failed.stream().anyMatch(name -> name.contains(wrong.check())),
                () -> "not found by '" + wrong.check() + "'; what failed: " + run.failed);
    }

    @Test
    void theSuiteFindsNothingWhereNothingIsWrong() {
        opener = WrongBackend.none().opener();
        workLimit = Long.MAX_VALUE;
        assertEquals(List.of(), SuiteRun.of(Inherited.class, "tensors").failed);
    }

    @Test
    void whatTakesTooMuchWorkIsLeftOutAndReported() {
        opener = ReferenceBackend::new;
        workLimit = 1000;
        SuiteRun run = SuiteRun.of(Inherited.class, "dense");
        assertEquals(List.of(), run.failed);
        assertTrue(run.skipped.contains("N 64, I 65, O 63"), () -> "skipped: " + run.skipped);
        assertTrue(run.passed.contains("N 5, I 1, O 9"), () -> "passed: " + run.passed);
    }
}
