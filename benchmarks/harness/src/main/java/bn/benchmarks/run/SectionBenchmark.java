package bn.benchmarks.run;

import bn.benchmarks.task.Section;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Measures sections: for each size all contestants in turn, round after round, each round begun by another. */
final class Comparison {
    private final Options options;
    private boolean failed;

    Comparison(Options options) {
        this.options = options;
    }

    /** A contestant's case at one size, with what it took or why it failed. */
    private static final class Entry {
        private final WorkerProcess worker;
        private final int number;
        private final WorkerProcess.Offered offer;
        private final Samples samples = new Samples();
        private String failure;

        Entry(WorkerProcess worker, int number) {
            this.worker = worker;
            this.number = number;
            offer = worker.offers().get(number);
        }
    }

    /** Whether any contestant failed in what was run so far. */
    boolean failed() {
        return failed;
    }

    /** Runs a section and prints its tables. */
    void run(Section section, Workers workers) throws InterruptedException {
        failed |= workers.failed();
        Map<String, List<Entry>> sizes = new LinkedHashMap<>();
        for (WorkerProcess worker : workers.running()) {
            for (int i = 0; i < worker.offers().size(); i++) {
                Entry entry = new Entry(worker, i);
                if (entry.offer.section() == section) {
                    sizes.computeIfAbsent(entry.offer.size(), size -> new ArrayList<>()).add(entry);
                }
            }
        }
        for (Map.Entry<String, List<Entry>> size : sizes.entrySet()) {
            measure(size.getValue(), Plan.of(section, options.smoke()));
            print(section, size.getKey(), size.getValue());
        }
    }

    private void measure(List<Entry> entries, Plan plan) throws InterruptedException {
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

    private void turn(Entry entry, Plan plan) {
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

    private static void print(Section section, String size, List<Entry> entries) {
        Entry reference = entries.stream()
                .filter(entry -> entry.failure == null && entry.offer.contestant().equals(section.reference()))
                .findFirst().orElse(null);
        Table table = new Table("contestant", "median", "10 to 90 %", "min", "rate", "time / " + section.reference(),
                "lowest to highest round", "runs");
        for (Entry entry : entries) {
            if (entry.failure != null) {
                table.row(entry.offer.contestant(), "FAILED: " + entry.failure);
            } else {
                table.row(cells(entry, reference));
            }
        }
        table.print(section.label() + ", " + size);
    }

    private static String[] cells(Entry entry, Entry reference) {
        Samples samples = entry.samples;
        double median = samples.quantile(0.5);
        return new String[] {entry.offer.contestant(), Table.time(median),
            Table.time(samples.quantile(0.1)) + " to " + Table.time(samples.quantile(0.9)), Table.time(samples.quantile(0)),
            // Work a nanosecond is 10^9 of it a second.
            Table.number(entry.offer.work() / median, 1) + " " + entry.offer.unit().rate(),
            reference == null ? "" : Table.number(samples.ratio(reference.samples, 0.5), 3),
            reference == null ? "" : Table.number(samples.ratio(reference.samples, 0), 3) + " to "
                    + Table.number(samples.ratio(reference.samples, 1), 3),
            String.valueOf(samples.count())};
    }
}
