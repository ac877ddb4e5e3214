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

    /** The case of a contestant at one size, with its times or the reason of its failure. */
    private static final class Entry {
        private final WorkerProcess worker;
        private final int number;
        private final WorkerProcess.ListedCase listed;
        private final RoundSamples samples = new RoundSamples();
        private String failure;

        Entry(WorkerProcess worker, int number) {
            this.worker = worker;
            this.number = number;
            listed = worker.cases().get(number);
        }
    }

    /** Whether any contestant has failed so far. */
    boolean failed() {
        return failed;
    }

    /** Runs a section and prints its tables. */
    void run(BenchmarkSection section, Workers workers) throws InterruptedException {
        failed |= workers.failed();
        Map<String, List<Entry>> sizes = new LinkedHashMap<>();
        for (WorkerProcess worker : workers.running()) {
            for (int i = 0; i < worker.cases().size(); i++) {
                Entry entry = new Entry(worker, i);
                if (entry.listed.section() == section) {
                    sizes.computeIfAbsent(entry.listed.size(), size -> new ArrayList<>()).add(entry);
                }
            }
        }
        for (Map.Entry<String, List<Entry>> size : sizes.entrySet()) {
            measure(size.getValue(), MeasurementPlan.of(section, options.smoke()));
            print(section, size.getKey(), size.getValue());
        }
    }

    private void measure(List<Entry> entries, MeasurementPlan plan) throws InterruptedException {
        List<Entry> order = new ArrayList<>(entries);
        for (int round = 0; round < plan.rounds(); round++) {
            for (Entry entry : order) {
                if (entry.failure == null) {
                    Thread.sleep(plan.pauseMillis());
                    turn(entry, plan);
                }
            }
            Collections.rotate(order, 1);
        }
        for (Entry entry : entries) {
            try {
                entry.worker.free(entry.number);
            } catch (IOException e) {
                fail(entry, e);
            }
        }
    }

    private void turn(Entry entry, MeasurementPlan plan) {
        try {
            entry.samples.add(entry.worker.run(entry.number, plan));
        } catch (IOException e) {
            fail(entry, e);
        }
    }

    private void fail(Entry entry, IOException e) {
        entry.failure = e.getMessage();
        failed = true;
    }

    private static void print(BenchmarkSection section, String size, List<Entry> entries) {
        Entry reference = entries.stream()
                .filter(entry -> entry.failure == null && entry.listed.contestant().equals(section.reference()))
                .findFirst().orElse(null);
        MarkdownTable table = new MarkdownTable("contestant", "median", "10 to 90 %", "min", "rate",
                "time / " + section.reference(),
                "lowest to highest round", "runs");
        for (Entry entry : entries) {
            if (entry.failure != null) {
                table.row(entry.listed.contestant(), "FAILED: " + entry.failure);
            } else {
                table.row(cells(entry, reference));
            }
        }
        table.print(section.label() + ", " + size);
    }

    private static String[] cells(Entry entry, Entry reference) {
        RoundSamples samples = entry.samples;
        double median = samples.quantile(0.5);
        return new String[] {entry.listed.contestant(), MarkdownTable.time(median),
                MarkdownTable.time(samples.quantile(0.1)) + " to " + MarkdownTable.time(samples.quantile(0.9)),
                MarkdownTable.time(samples.quantile(0)),
                // A unit per nanosecond is 10^9 units per second.
                MarkdownTable.number(entry.listed.work() / median, 1) + " " + entry.listed.unit().rate(),
                reference == null ? "" : MarkdownTable.number(samples.ratio(reference.samples, 0.5), 3),
                reference == null ? "" : MarkdownTable.number(samples.ratio(reference.samples, 0), 3) + " to "
                        + MarkdownTable.number(samples.ratio(reference.samples, 1), 3),
                String.valueOf(samples.count())};
    }
}
