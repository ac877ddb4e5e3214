package bn.conformance;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import java.util.ArrayList;
import java.util.List;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Runs inherited tests inside a test, and collects the names of those that passed, failed and were skipped. */
final class SuiteRun implements TestExecutionListener {
    final List<String> passed = new ArrayList<>();
    final List<String> failed = new ArrayList<>();
    final List<String> skipped = new ArrayList<>();

    /** Runs all tests of a class. */
    static SuiteRun of(Class<?> tests) {
        return of(selectClass(tests));
    }

    /** Runs one factory of tests. */
    static SuiteRun of(Class<?> tests, String factory) {
        return of(selectMethod(tests, factory));
    }

    private static SuiteRun of(DiscoverySelector selector) {
        SuiteRun run = new SuiteRun();
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request().selectors(selector).build();
        LauncherFactory.create().execute(request, run);
        return run;
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        switch (result.getStatus()) {
            case FAILED -> failed.add(test.getDisplayName());
            case ABORTED -> skipped.add(test.getDisplayName());
            default -> {
                if (test.isTest()) {
                    passed.add(test.getDisplayName());
                }
            }
        }
    }
}
