package bn.benchmarks.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All results as JSON. The file is written anew with each size, so that it is whole whenever the run ends. */
final class ResultFile {
    private final Path file;
    private final Map<String, Object> about;
    private final List<Map<String, Object>> results = new ArrayList<>();

    /**
     * A file without results.
     *
     * @param about what is known of the machine and the run
     */
    ResultFile(Path file, Map<String, Object> about) {
        this.file = file;
        this.about = about;
    }

    /** Adds the contestants of a size; times are in nanoseconds, rates in 10^9 units per second. */
    void add(SectionTables tables) {
        for (Contestant contestant : tables.contestants()) {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("section", tables.section().label());
            row.put("size", tables.size());
            row.put("contestant", contestant.name());
            if (!contestant.isTimed()) {
                row.put("failure", contestant.failure());
            } else {
                RoundSamples samples = contestant.samples();
                row.put("median", samples.quantile(0.5));
                row.put("p10", samples.quantile(0.1));
                row.put("p90", samples.quantile(0.9));
                row.put("min", samples.quantile(0));
                row.put("rate", contestant.listed().work() / samples.quantile(0.5));
                row.put("unit", contestant.listed().unit().rate());
                tables.reference().ifPresent(reference -> row.put("ratio", samples.ratio(reference.samples(), 0.5)));
                row.put("runs", samples.count());
            }
            results.add(row);
        }
        Map<String, Object> all = new LinkedHashMap<>(about);
        all.put("reference", "ratio: time / time of the contestant with ratio 1");
        all.put("results", results);
        try {
            Files.writeString(file, Json.text(all) + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
