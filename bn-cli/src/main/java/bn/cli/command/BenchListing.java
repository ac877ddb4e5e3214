package bn.cli.command;

import bn.cli.console.TextTable;
import bn.experiments.bench.LabelledBackend;
import bn.experiments.bench.Measurement;
import bn.experiments.bench.Timing;
import bn.experiments.result.Csv;
import bn.experiments.result.Provenance;
import java.util.List;
import java.util.Locale;

/** What {@code bn bench} found, as it is printed as JSON. */
record BenchListing(List<Measurement> measurements, boolean complete, List<Entry> backends, Integer threads, String dtype,
        double seconds, long seed, String command) {

    /** A backend that was measured. */
    record Entry(String label, Provenance provenance) { }

    static List<Entry> entries(List<LabelledBackend> backends) {
        return backends.stream().map(one -> new Entry(one.label(), Provenance.of(one.backend()))).toList();
    }

    /** What was measured on, then a line for each measurement. */
    String table() {
        StringBuilder text = new StringBuilder();
        for (Entry entry : backends) {
            text.append(entry.label()).append(" on ").append(entry.provenance().device()).append("\n  ")
                    .append(entry.provenance().software()).append('\n');
        }
        Provenance machine = backends.get(0).provenance();
        text.append("Java ").append(machine.java()).append("; ").append(machine.system()).append('\n')
                .append(dtype).append(", threads: ").append(threads == null ? "each backend's choice" : threads).append("\n\n");
        TextTable table = new TextTable("workload", "shape", "backend", "ms", "10 %", "90 %", "samples", "rate", "", "ratio",
                "difference");
        for (Measurement one : measurements) {
            Timing timing = one.timing();
            table.row(one.workload(), one.size(), one.backend(), millis(timing.median()), millis(timing.p10()),
                    millis(timing.p90()), String.valueOf(timing.samples()), significant(one.rate()), one.rateUnit(),
                    significant(one.timeRatio()),
                    one.difference() == 0 ? "0" : String.format(Locale.ROOT, "%.1e", one.difference()));
        }
        return text.append(table).toString();
    }

    private static String millis(double seconds) {
        return significant(1e3 * seconds);
    }

    /** Three digits, more before the point. */
    private static String significant(double value) {
        int decimals = value > 0 ? (int) Math.max(0, Math.min(6, 2 - Math.floor(Math.log10(value)))) : 0;
        return String.format(Locale.ROOT, "%,." + decimals + "f", value);
    }

    String csv() {
        Csv csv = new Csv(List.of("workload", "shape", "backend", "median_seconds", "p10_seconds", "p90_seconds", "samples",
                "calls_per_sample", "rate", "rate_unit", "time_ratio", "difference"));
        for (Measurement one : measurements) {
            Timing timing = one.timing();
            csv.row(one.workload(), one.size(), one.backend(), timing.median(), timing.p10(), timing.p90(), timing.samples(),
                    timing.callsPerSample(), one.rate(), one.rateUnit(), one.timeRatio(), one.difference());
        }
        return csv.toString();
    }
}
