package bn.cli.view;

import bn.cli.console.TextTable;
import bn.experiments.bench.LabelledBackend;
import bn.experiments.bench.Measurement;
import bn.experiments.bench.Timing;
import bn.experiments.result.Csv;
import bn.experiments.result.Provenance;
import java.util.List;
import java.util.Locale;

/** The results of {@code bn bench}: a table, CSV, and as a record the JSON. */
public record BenchListing(List<Measurement> measurements, boolean complete, List<Entry> backends, Integer threads, String dtype,
        double seconds, long seed, String command) {

    /** A backend that was measured. */
    public record Entry(String label, Provenance provenance) {}

    /** The backends that were measured, with their versions and the machine. */
    public static List<Entry> entries(List<LabelledBackend> opened) {
        return opened.stream().map(one -> new Entry(one.label(), Provenance.of(one.backend()))).toList();
    }

    /** Backends and machine, then a row for each measurement. */
    public String table() {
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

    /** A row for each measurement. */
    public String csv() {
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
