package bn.benchmarks.run;

import bn.benchmarks.task.BenchmarkSection;
import bn.benchmarks.task.Comparison;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Measures sections. For each size the contestants are run in turn, round after round; each round begins with a different
 * contestant.
 */
final class SectionBenchmark {
    private final TimeLimit limit;
    private final Consumer<SectionTables> results;
    private boolean failed;

    /**
     * Measures for a limited time. Sizes that are not reached by then are left out, without a table.
     *
     * @param results takes the tables of each size as soon as it is measured
     */
    SectionBenchmark(TimeLimit limit, Consumer<SectionTables> results) {
        this.limit = limit;
        this.results = results;
    }

    /** Whether any contestant has failed so far. */
    boolean failed() {
        return failed;
    }

    /** Runs a section. */
    void run(BenchmarkSection section, Comparison comparison, MeasurementPlan plan, Workers workers) throws InterruptedException {
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
            if (limit.isOver()) {
                System.out.println("- " + section.label() + ", " + size.getKey() + ": LEFT OUT, the time is up");
                failed = true;
            } else {
                measure(size.getValue(), plan);
                results.accept(new SectionTables(section, comparison, size.getKey(), size.getValue()));
            }
        }
    }

    private void measure(List<Contestant> contestants, MeasurementPlan plan) throws InterruptedException {
        prepare(contestants, plan);
        List<Contestant> order = new ArrayList<>(contestants);
        for (int round = 0; round < plan.rounds() && !(round > 0 && limit.isOver()); round++) {
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
                agreement.check(numbers, contestant.listed().precision());
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
