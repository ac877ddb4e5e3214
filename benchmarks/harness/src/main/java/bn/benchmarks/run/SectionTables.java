package bn.benchmarks.run;

import bn.benchmarks.task.BenchmarkSection;
import bn.benchmarks.task.Comparison;
import bn.benchmarks.task.Goal;
import java.util.List;
import java.util.Optional;

/** The tables of a section at one size: the times of all contestants, and what bn wants to reach. */
record SectionTables(BenchmarkSection section, Comparison comparison, String size, List<Contestant> contestants) {

    void print() {
        printTimes();
        if (!comparison.goals().isEmpty()) {
            printGoals();
        }
    }

    private void printTimes() {
        Contestant reference = reference().orElse(null);
        MarkdownTable table = new MarkdownTable("contestant", "median", "10 to 90 %", "min", "rate",
                "time / " + comparison.reference(), "lowest to highest round", "runs");
        for (Contestant contestant : contestants) {
            if (!contestant.isTimed()) {
                table.row(contestant.name(),
                        contestant.failure() == null ? "LEFT OUT: the time is up" : "FAILED: " + contestant.failure());
            } else {
                table.row(cells(contestant, reference));
            }
        }
        table.print(section.label() + ", " + size);
    }

    /** The contestant by whose times those of the others are divided; empty if there is none, or if it failed. */
    Optional<Contestant> reference() {
        return Optional.ofNullable(timed(comparison.reference()));
    }

    /** The contestant with this name; null if there is none, or if it failed. */
    private Contestant timed(String name) {
        return contestants.stream().filter(one -> one.isTimed() && one.name().equals(name)).findFirst().orElse(null);
    }

    private static String[] cells(Contestant contestant, Contestant reference) {
        RoundSamples samples = contestant.samples();
        double median = samples.quantile(0.5);
        return new String[] {contestant.name(), MarkdownTable.time(median),
                MarkdownTable.time(samples.quantile(0.1)) + " to " + MarkdownTable.time(samples.quantile(0.9)),
                MarkdownTable.time(samples.quantile(0)),
                // A unit per nanosecond is 10^9 units per second.
                MarkdownTable.number(contestant.listed().work() / median, 1) + " " + contestant.listed().unit().rate(),
                reference == null ? "" : MarkdownTable.number(samples.ratio(reference.samples(), 0.5), 3),
                reference == null ? "" : range(samples, reference.samples()), String.valueOf(samples.count())};
    }

    private static String range(RoundSamples samples, RoundSamples reference) {
        return MarkdownTable.number(samples.ratio(reference, 0), 3) + " to "
                + MarkdownTable.number(samples.ratio(reference, 1), 3);
    }

    private void printGoals() {
        MarkdownTable table = new MarkdownTable("time / time of", "goal", "measured", "lowest to highest round", "result");
        for (Goal goal : comparison.goals()) {
            Contestant reference = timed(goal.reference());
            for (Contestant contestant : contestants) {
                if (contestant.isTimed() && reference != null && goal.isOf(contestant.name())) {
                    double ratio = contestant.samples().ratio(reference.samples(), 0.5);
                    table.row(contestant.name() + " / " + goal.reference(), "at most " + goal.most(),
                            MarkdownTable.number(ratio, 3), range(contestant.samples(), reference.samples()),
                            ratio <= goal.most() ? "reached" : "missed");
                }
            }
        }
        if (!table.isEmpty()) {
            table.print(section.label() + ", " + size + ", goals");
        }
    }
}
