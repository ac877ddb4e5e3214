package bn.benchmarks.gpu;

import bn.api.backend.Backend;
import bn.api.backend.BackendOptions;
import bn.api.backend.BackendProvider;
import bn.api.backend.Backends;
import bn.api.norm.NormalizationProvider;
import bn.conformance.BackendConformance;
import bn.conformance.NormalizationConformance;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/** Runs the conformance suites of backends and of batch norm on a backend. */
public final class ConformanceProgram {
    private static String name;
    private static Optional<String> device;

    private ConformanceProgram() {}

    /**
     * Runs them and prints groups of tests and failures as they come, then a line with the counts. The exit code is 1 if a test failed.
     *
     * @param args the backend, and its device after a colon, for example {@code opencl:gpu}
     */
    public static void main(String[] args) {
        String[] parts = args[0].split(":", 2);
        name = parts[0];
        device = parts.length > 1 ? Optional.of(parts[1]) : Optional.empty();
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        try (Backend backend = open()) {
            out.println(backend.device().name() + ", " + backend.device().software() + ", " + backend.device().dtypes());
        }
        SummaryGeneratingListener summary = new SummaryGeneratingListener();
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request().selectors(
                DiscoverySelectors.selectClass(OfBackend.class), DiscoverySelectors.selectClass(OfBatchNorm.class)).build();
        LauncherFactory.create().execute(request, summary, new Progress(out));
        TestExecutionSummary counts = summary.getSummary();
        out.printf("%d tests passed, %d failed, %d skipped, %d s%n", counts.getTestsSucceededCount(),
                counts.getTotalFailureCount(),
                counts.getTestsSkippedCount() + counts.getTestsAbortedCount(),
                (counts.getTimeFinished() - counts.getTimeStarted()) / 1000);
        System.exit(counts.getTotalFailureCount() == 0 && counts.getTestsSucceededCount() > 0 ? 0 : 1);
    }

    private static Backend open() {
        return Backends.open(BackendProvider.load(ConformanceProgram.class.getClassLoader()), name,
                new BackendOptions(device, OptionalInt.empty()));
    }

    /** The contract of backends. */
    static final class OfBackend extends BackendConformance {
        @Override
        protected Backend open() {
            return ConformanceProgram.open();
        }
    }

    /** The contract of normalizations, for batch norm. */
    static final class OfBatchNorm extends NormalizationConformance {
        @Override
        protected NormalizationProvider provider() {
            return NormalizationProvider.load(ConformanceProgram.class.getClassLoader()).get("batch");
        }

        @Override
        protected Backend open() {
            return ConformanceProgram.open();
        }
    }

    private static final class Progress implements TestExecutionListener {
        private final PrintWriter out;
        private int passed;
        private int failed;

        Progress(PrintWriter out) {
            this.out = out;
        }

        @Override
        public void executionFinished(TestIdentifier test, TestExecutionResult result) {
            String id = test.getUniqueId().replaceAll(".*(?=/\\[test-factory)", "");
            if (result.getStatus() == TestExecutionResult.Status.FAILED) {
                failed++;
                out.println("FAILED " + id + " " + test.getDisplayName() + ": "
                        + result.getThrowable().map(Throwable::getMessage).orElse("").replaceAll("\\s+", " "));
            } else if (test.isTest()) {
                passed++;
            } else if (id.matches("/\\[test-factory:[^/]*")) {
                out.println("done: " + test.getDisplayName() + "; so far " + passed + " passed, " + failed + " failed");
            }
        }
    }
}
