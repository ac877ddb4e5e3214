package bn.experiments.run;

import bn.api.spi.Origin;
import bn.experiments.data.DataFile;
import bn.experiments.result.Json;
import bn.experiments.result.Provenance;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What is needed to repeat a training run exactly.
 *
 * @param command the command line, if it was started by one, else empty
 * @param dataOptions the options of that command that choose the data, as they are typed
 * @param settings the settings of the plan, by the names of the command's options
 * @param rateExamples largest number of training examples that the rates were measured on
 * @param dataset name of the data set
 * @param description what the data set is
 * @param trainExamples number of training examples
 * @param testExamples number of test examples
 * @param sources where the data came from, with checksums of the contents
 * @param data identity of the data
 * @param provenance what computed the results
 * @param normalization module that provides the normalization
 * @param epochsDone number of epochs in the other files
 * @param sha256 checksums after these epochs, by name of the file: of the checkpoint, and of the computed numbers of the tables,
 *     which are their lines without header and times
 */
public record RunManifest(String command, String dataOptions, Map<String, Object> settings, int rateExamples, String dataset,
        String description, int trainExamples, int testExamples, List<DataFile> sources, DataIdentity data, Provenance provenance,
        Origin normalization, int epochsDone, Map<String, String> sha256) {
    private static final String EPOCHS = "epochs";
    private static final String MEAN = "mean";
    private static final String DEVIATION = "std";
    /** The setting of a run that records the motion of weights; others do not have it. */
    static final String MOTION = "motion";

    /** The manifest after an epoch. */
    RunManifest after(int epoch, Map<String, String> checksums) {
        return new RunManifest(command, dataOptions, settings, rateExamples, dataset, description, trainExamples, testExamples,
                sources,
                data, provenance, normalization, epoch, checksums);
    }

    /**
     * What a checkpoint says about its run: all that decides what is computed, apart from the number of epochs and the backend.
     */
    Map<String, String> notes() {
        Map<String, Object> run = new TreeMap<>(settings);
        run.remove(EPOCHS);
        run.put("rate-examples", rateExamples);
        Map<String, String> notes = new TreeMap<>(Map.of(Checkpoint.RUN, Json.compact(run), Checkpoint.DATA, Json.compact(data)));
        if (settings.containsKey(MEAN)) {
            notes.put(Checkpoint.IMAGE_NORMALIZATION,
                    Json.compact(Map.of("mean", settings.get(MEAN), "deviation", settings.get(DEVIATION))));
        }
        return notes;
    }

    /** Whether the run records the motion of weights. */
    boolean recordsMotion() {
        return Boolean.TRUE.equals(settings.get(MOTION));
    }

    /** The differences that make another run compute other numbers, each with the old and the new value. */
    List<String> differences(RunManifest now) {
        // Both are parsed from text, because a parsed number may have another type than the original.
        List<String> differences = differences(read(notes().get(Checkpoint.RUN)), read(now.notes().get(Checkpoint.RUN)));
        differences.addAll(differences(code(normalization), code(now.normalization)));
        List<String> other = data.differences(now.data);
        differences.addAll(other);
        if (!other.isEmpty() && !dataOptions.equals(now.dataOptions)) {
            differences.add("the data options were '" + dataOptions + "', now '" + now.dataOptions + "'");
        }
        return differences;
    }

    /** The part of the origin that decides the numbers: not the folder of the jar. */
    private static JsonNode code(Origin normalization) {
        return Json.tree(Map.of("module of the normalization", normalization.module(), "version of the normalization",
                normalization.version()));
    }

    private static JsonNode read(String json) {
        return Json.parse(json.getBytes(StandardCharsets.UTF_8), "a manifest");
    }

    /** The differences of two objects, by the names of their fields. */
    static List<String> differences(JsonNode before, JsonNode now) {
        Set<String> names = new LinkedHashSet<>();
        now.fieldNames().forEachRemaining(names::add);
        before.fieldNames().forEachRemaining(names::add);
        List<String> differences = new ArrayList<>();
        for (String name : names) {
            if (!before.path(name).equals(now.path(name))) {
                differences.add(name + " was " + shown(before.path(name)) + ", now " + shown(now.path(name)));
            }
        }
        return differences;
    }

    private static String shown(JsonNode value) {
        return value.isMissingNode() ? "not given" : value.toString();
    }

    /** The differences of the computation that change numbers by rounding only. */
    List<String> otherComputation(RunManifest now) {
        return differences(Json.tree(provenance), Json.tree(now.provenance));
    }
}
