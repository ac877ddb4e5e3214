package bn.experiments.run;

import bn.api.BnException;
import bn.api.DType;
import bn.api.InvalidRequestException;
import bn.experiments.rate.MeasurementStore;
import bn.experiments.result.Json;
import bn.experiments.result.OutputDirectory;
import bn.experiments.result.Provenance;
import bn.experiments.result.Safetensors;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The finished levels of a measurement with population statistics, in a safetensors file in its output folder. Its metadata say
 * what is measured, so that only the same measurement goes on from it. Who writes the results deletes it. If levels are so short that writing would take a large
 * part of the time, some are written together; {@link #close} writes those that are left.
 */
public final class PartialMeasurement implements MeasurementStore, AutoCloseable {
    /** The name of the file. */
    public static final String FILE = "network-rates.partial.safetensors";
    private static final String MEASUREMENT = "measurement";
    private static final String PROVENANCE = "provenance";

    private final OutputDirectory folder;
    private final Map<String, String> metadata;
    private final Map<String, double[]> kept = new TreeMap<>();
    private final CommitSchedule schedule = new CommitSchedule();
    private Map<String, double[]> pending = Map.of();

    /**
     * Begins a measurement, or goes on with the one in the folder.
     *
     * @param settings what is measured, from {@link MeasurementIdentity}
     * @param provenance what computes it
     * @param resume whether to go on with the measurement in the folder
     * @param notes takes what a user should know
     * @throws InvalidRequestException if there is one and it is not to be resumed, or it is of something else
     * @throws BnException if its file is damaged
     */
    public PartialMeasurement(OutputDirectory folder, Map<String, Object> settings, Provenance provenance, boolean resume,
            Consumer<String> notes) {
        this.folder = folder;
        metadata = Map.of(MEASUREMENT, Json.compact(settings), PROVENANCE, Json.compact(provenance));
        if (folder.has(FILE)) {
            if (!resume) {
                throw new InvalidRequestException("the output folder already holds a measurement that is not finished ("
                        + folder.file(FILE) + "); resume it, delete the file, or choose another folder", RunRemedy.RESUME,
                        RunRemedy.OTHER_FOLDER);
            }
            read(folder.file(FILE), notes);
        } else if (resume) {
            notes.accept("Note: there is no measurement in the output folder to resume; a new one begins.");
        }
    }

    private void read(Path file, Consumer<String> notes) {
        Safetensors.Contents contents = Safetensors.read(file);
        List<String> differences = differences(contents, MEASUREMENT, file);
        if (!differences.isEmpty()) {
            throw new InvalidRequestException("the measurement to resume differs from what is asked for: "
                    + String.join("; ", differences) + "; repeat its settings, or choose another folder", RunRemedy.OTHER_FOLDER);
        }
        List<String> computation = differences(contents, PROVENANCE, file);
        if (!computation.isEmpty()) {
            notes.accept(
                    "Note: the measurement is resumed with other software or hardware, so its results may differ by rounding "
                            + "from those without a break: " + String.join("; ", computation));
        }
        contents.arrays().forEach((name, array) -> kept.put(name, array.values()));
    }

    private List<String> differences(Safetensors.Contents contents, String key, Path file) {
        String before = contents.metadata().get(key);
        if (before == null) {
            throw new BnException(file + " is damaged: its metadata have no '" + key
                    + "'; delete it, and measure again without resuming");
        }
        return RunManifest.differences(tree(before, key, file), tree(metadata.get(key), key, file));
    }

    private static JsonNode tree(String text, String key, Path file) {
        return Json.parse(text.getBytes(StandardCharsets.UTF_8), "the metadata '" + key + "' of " + file);
    }

    @Override
    public Map<String, double[]> kept() {
        return kept;
    }

    @Override
    public void keep(Map<String, double[]> arrays) {
        pending = arrays;
        if (schedule.due()) {
            commit();
        }
    }

    private void commit() {
        schedule.begin();
        TreeMap<String, double[]> arrays = new TreeMap<>(pending);
        pending = Map.of();
        folder.write(FILE, out -> Safetensors.write(out, DType.FLOAT64, arrays, Map.of(), metadata));
        schedule.end();
    }

    /** Writes the levels that are not in the file yet. */
    @Override
    public void close() {
        if (!pending.isEmpty()) {
            commit();
        }
    }
}
