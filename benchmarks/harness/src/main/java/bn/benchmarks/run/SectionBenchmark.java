package bn.benchmarks.run;

import bn.benchmarks.task.BenchmarkSection;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Measures sections. For each size the contestants are run in turn, round after round; each round begins with a different
 * contestant.
 */
final class SectionBenchmark {
    private final Options options;
    private boolean failed;

    SectionBenchmark(Options options) {
        this.options = options;
    }

    /** Whether any contestant has failed so far. */
    boolean failed() {
        return failed;
    }

    /** Runs a section and prints its tables. */
    void run(BenchmarkSection section, Workers workers) throws InterruptedException {
        failed |= workers.failed();
        Map<String, List<Contestant>> sizes = new LinkedHashMap<>();
        for (WorkerProcess worker : workers.running()) {
            for (int i = 0; i < worker.cases().size(); i++) {
                Contestant contestant = new Contestant(worker, i);
                if (contestant.listed().section() == section) {
                    sizes.computeIfAbsent(contestant.listed().size(), size -> new ArrayList<>()).add(contestant);
                }
            }
        }
        for (Map.Entry<String, List<Contestant>> size : sizes.entrySet()) {
            measure(size.getValue(), MeasurementPlan.of(section, options.smoke()));
            new SectionTables(section, size.getKey(), size.getValue()).print();
        }
    }

    private void measure(List<Contestant> contestants, MeasurementPlan plan) throws InterruptedException {
        prepare(contestants, plan);
        List<Contestant> order = new ArrayList<>(contestants);
        for (int round = 0; round < plan.rounds(); round++) {
            for (Contestant contestant : order) {
                if (contestant.failure() == null) {
                    Thread.sleep(plan.pauseMillis());
                    turn(contestant, plan);
                }
            }
            Collections.rotate(order, 1);
        }
        for (Contestant contestant : contestants) {
            try {
                contestant.worker().free(contestant.number());
            } catch (IOException e) {
                fail(contestant, e);
            }
        }
    }

    /** Prepares all contestants. Those that do not agree with the first one fail. */
    private void prepare(List<Contestant> contestants, MeasurementPlan plan) {
        Agreement agreement = null;
        for (Contestant contestant : contestants) {
            try {
                double[] numbers = contestant.worker().prepare(contestant.number(), plan);
                if (numbers.length == 0) {
                    continue;
                }
                if (agreement == null) {
                    agreement = new Agreement(contestant.name(), numbers);
                }
                agreement.check(numbers);
            } catch (IOException | IllegalStateException e) {
                fail(contestant, e);
            }
        }
    }

    private void turn(Contestant contestant, MeasurementPlan plan) {
        try {
            contestant.samples().add(contestant.worker().run(contestant.number(), plan));
        } catch (IOException e) {
            fail(contestant, e);
        }
    }

    private void fail(Contestant contestant, Exception e) {
        contestant.fail(e);
        failed = true;
    }
}
