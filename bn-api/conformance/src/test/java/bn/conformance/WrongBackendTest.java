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
import org.junit.jupiter.params.provider.ValueSource;

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
        // Small shapes are enough to find these faults, except for sums over long batches.
        workLimit = switch (wrong.factory()) {
            case "batchNorm", "activations", "updates" -> 10_000;
            case "dense", "convolutions", "pooling", "elementwise", "copies" ->
                wrong.check().contains("drift") ? 420_000 : 60_000;
            default -> Long.MAX_VALUE;
        };
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

    /** Not passed: a missing kernel is not a correct one. */
    @ParameterizedTest
    @ValueSource(strings = {"convolutions", "pooling", "elementwise", "copies", "updates", "moments"})
    void anOptionalKernelThatIsMissingIsReportedAsSkipped(String factory) {
        opener = WrongBackend.withoutOptionalKernels().opener();
        workLimit = 1000;
        SuiteRun run = SuiteRun.of(Inherited.class, factory);
        assertEquals(List.of(), run.failed);
        assertTrue(run.skipped.stream().anyMatch(name -> name.endsWith("Kernel")), () -> "skipped: " + run.skipped);
        assertTrue(run.passed.stream().noneMatch(name -> name.contains("Adam") || name.contains("bytes")),
                () -> "passed: " + run.passed);
    }

    @Test
    void otherChecksNeedNoOptionalKernel() {
        opener = WrongBackend.withoutOptionalKernels().opener();
        workLimit = 1000;
        for (String factory : List.of("arguments", "lifecycle", "dense")) {
            assertEquals(List.of(), SuiteRun.of(Inherited.class, factory).failed);
        }
    }
}
