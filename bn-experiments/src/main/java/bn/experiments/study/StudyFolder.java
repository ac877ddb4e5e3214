package bn.experiments.study;

import bn.api.UsageException;
import bn.experiments.result.Json;
import bn.experiments.result.OutputFolder;
import bn.experiments.result.Provenance;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The folder of a study: {@code manifest.json}, {@code bars.json}, and a table of results for each experiment. One process writes to
 * it at a time; the lock ends with the process, however that ends.
 */
public final class StudyFolder implements AutoCloseable {
    private static final String MANIFEST = "manifest.json";
    private static final String BARS = "bars.json";

    private final OutputFolder folder;

    private StudyFolder(OutputFolder folder) {
        this.folder = folder;
    }

    /**
     * A folder to write to.
     *
     * @throws bn.api.BnException if another process writes to it
     */
    public static StudyFolder lock(OutputFolder folder) {
        folder.lock();
        return new StudyFolder(folder);
    }

    /** The files. */
    public OutputFolder files() {
        return folder;
    }

    /**
     * Begins a study here, or goes on with one.
     *
     * @throws UsageException if another study is here
     */
    public void begin(StudyManifest manifest, List<Experiment> experiments) {
        List<Provenance> provenance = new ArrayList<>();
        Map<String, Object> bars = new LinkedHashMap<>();
        if (folder.has(MANIFEST)) {
            StudyManifest old = manifest(folder);
            List<String> differences = differences(old.protocol(), manifest.protocol());
            if (!differences.isEmpty()) {
                throw new UsageException(folder.path() + " holds another study: " + String.join("; ", differences)
                        + "; repeat its options, or choose another --out DIR");
            }
            provenance.addAll(old.provenance());
            Json.parse(folder.read(BARS), folder.file(BARS).toString()).fields()
                    .forEachRemaining(entry -> bars.put(entry.getKey(), entry.getValue()));
        }
        manifest.provenance().stream().filter(each -> !provenance.contains(each)).forEach(provenance::add);
        // The bars of an experiment are those of its first run: they were set before it.
        experiments.forEach(each -> bars.putIfAbsent(each.name(), Bars.of(each.name()).asMap()));
        folder.write(BARS, Json.text(bars));
        folder.write(MANIFEST, Json.text(new StudyManifest(manifest.command(), manifest.dataOptions(), manifest.protocol(), provenance)));
    }

    /** In what two protocols differ, in words. Where the data's files lie does not matter. */
    static List<String> differences(Protocol before, Protocol now) {
        Map<String, Object> old = settings(before);
        List<String> differences = new ArrayList<>();
        settings(now).forEach((name, value) -> {
            if (!value.equals(old.get(name))) {
                differences.add(name + " was " + old.get(name) + ", now " + value);
            }
        });
        return differences;
    }

    private static Map<String, Object> settings(Protocol protocol) {
        Map<String, Object> settings = new LinkedHashMap<>();
        DataFacts data = protocol.data();
        settings.put("the data set", data.name() + " (" + data.train() + " training and " + data.test() + " test examples, "
                + data.features() + " features, SHA-256 "
                + data.files().stream().map(file -> file.sha256().substring(0, 8)).collect(Collectors.joining(" ")) + ")");
        settings.put("--quick", protocol.quick());
        settings.put("--seed", protocol.firstSeed());
        settings.put("--seeds", protocol.seeds());
        settings.put("the backend", protocol.backend());
        settings.put("further backends", protocol.others());
        return settings;
    }

    /**
     * The manifest of the study in a folder.
     *
     * @throws UsageException if there is none
     */
    public static StudyManifest manifest(OutputFolder folder) {
        if (!folder.has(MANIFEST)) {
            throw new UsageException(folder.path() + " holds no study: there is no " + MANIFEST + "; bn reproduce --out DIR makes one");
        }
        String file = folder.file(MANIFEST).toString();
        JsonNode manifest = Json.parse(folder.read(MANIFEST), file);
        if (manifest.has("epochsDone")) {
            throw new UsageException(folder.path() + " holds a training run, not a study; bn reproduce --out DIR makes a study");
        }
        return Json.read(manifest, StudyManifest.class, file);
    }

    /** The bars of an experiment, as they stood when it was first run. */
    static Bars bars(OutputFolder folder, Experiment experiment) {
        JsonNode all = Json.parse(folder.read(BARS), folder.file(BARS).toString());
        return all.has(experiment.name()) ? Bars.of(experiment.name(), all.get(experiment.name())) : Bars.of(experiment.name());
    }

    @Override
    public void close() {
        folder.close();
    }
}
