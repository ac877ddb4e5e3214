package bn.experiments.study;

import bn.api.BnException;
import bn.api.InvalidRequestException;
import bn.api.Remedy;
import bn.experiments.result.Json;
import bn.experiments.result.OutputDirectory;
import bn.experiments.result.Provenance;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The directory of a study: {@code manifest.json}, {@code bars.json}, a table of results for each experiment, and the checksums of all
 * these. One process writes to it at a time; the lock ends with the process, however that ends.
 */
public final class StudyDirectory implements AutoCloseable {
    private static final String MANIFEST = "manifest.json";
    /** What a training run leaves and a study does not. */
    private static final String CHECKPOINT = "checkpoint.safetensors";

    private final OutputDirectory folder;
    private final StudyFiles checked;

    private StudyDirectory(OutputDirectory folder) {
        this.folder = folder;
        checked = new StudyFiles(folder);
    }

    /**
     * A folder to write to.
     *
     * @throws BnException if another process writes to it
     */
    public static StudyDirectory lock(OutputDirectory folder) {
        folder.lock();
        return new StudyDirectory(folder);
    }

    /** The folder itself. */
    public OutputDirectory files() {
        return folder;
    }

    /** Its files, with their checksums. */
    StudyFiles checked() {
        return checked;
    }

    /**
     * The study that is here.
     *
     * @return empty if the folder holds nothing of a study
     * @throws BnException if its files are damaged
     */
    public Optional<StudyManifest> begun() {
        if (checked.has(MANIFEST)) {
            return Optional.of(manifest(checked));
        }
        List<String> tables = checked.written().stream().filter(name -> name.endsWith(ResultTable.EXTENSION)).toList();
        if (!tables.isEmpty()) {
            throw new BnException(checked.path(MANIFEST) + " is missing, without which nobody knows what " + tables.get(0)
                    + " was measured on; put back a copy, or measure again in another folder", StudyRemedy.OTHER_FOLDER);
        }
        return Optional.empty();
    }

    /**
     * Begins a study here, or goes on with one.
     *
     * @param experiments those that are to be done
     * @return what a user should know, in lines: what computes otherwise than before, and what is measured again
     * @throws InvalidRequestException if another study is here
     * @throws BnException if files of the study that is here are damaged, or missing and not measured again
     */
    public List<String> begin(StudyManifest manifest, List<Experiment> experiments) {
        Optional<StudyManifest> before = begun();
        List<Provenance> provenance = new ArrayList<>();
        List<ExperimentOrigin> origins = new ArrayList<>();
        Map<String, Object> criteria = new LinkedHashMap<>();
        List<String> notes = new ArrayList<>();
        before.ifPresent(old -> {
            List<String> differences = StudyDifferences.of(old.protocol(), manifest.protocol(), ", now ");
            if (!differences.isEmpty()) {
                throw new InvalidRequestException(folder.label() + " holds another study: " + String.join("; ", differences)
                        + "; repeat its settings" + (old.dataOptions().isEmpty() ? "" : " (" + old.dataOptions() + ")")
                        + ", or choose another folder", remedies(old.protocol(), manifest.protocol()));
            }
            provenance.addAll(old.provenance());
            origins.addAll(old.experiments());
            StudyDifferences.of(old, manifest).forEach(each -> notes.add(folder.label()
                    + " goes on with something else, so that numbers may differ by rounding or more: " + each));
            notes.addAll(missing(experiments));
            RecordedCriteria.all(checked).properties().forEach(entry -> criteria.put(entry.getKey(), entry.getValue()));
        });
        manifest.provenance().stream().filter(each -> !provenance.contains(each)).forEach(provenance::add);
        manifest.experiments().stream().filter(each -> !origins.contains(each)).forEach(origins::add);
        // The criteria of an experiment are those of its first run: they were set before it.
        experiments.forEach(each -> criteria.putIfAbsent(each.name(), each.criteria().asMap()));
        checked.write(RecordedCriteria.FILE, Json.text(criteria));
        checked.write(MANIFEST,
                Json.text(new StudyManifest(manifest.command(), manifest.dataOptions(), manifest.protocol(), provenance,
                        origins)));
        return notes;
    }

    /**
     * Adds to the manifest what computes, too.
     *
     * @return what a user should know, in lines: in what it differs from what computed before
     */
    List<String> computedBy(Provenance provenance) {
        StudyManifest old = manifest(checked);
        if (old.provenance().contains(provenance)) {
            return List.of();
        }
        List<Provenance> all = new ArrayList<>(old.provenance());
        all.add(provenance);
        StudyManifest now = new StudyManifest(old.command(), old.dataOptions(), old.protocol(), all, old.experiments());
        checked.write(MANIFEST, Json.text(now));
        return StudyDifferences.of(old, new StudyManifest(old.command(), old.dataOptions(), old.protocol(), List.of(provenance),
                List.of())).stream().map(each -> folder.label()
                        + " is computed by something else, too, so that numbers may differ by rounding or more: " + each)
                .toList();
    }

    private static Remedy[] remedies(Protocol old, Protocol now) {
        boolean same = old.quick() == now.quick() && old.firstSeed() == now.firstSeed() && old.seeds() == now.seeds();
        return same ? new Remedy[] {StudyRemedy.OTHER_FOLDER} : new Remedy[] {StudyRemedy.PROTOCOL, StudyRemedy.OTHER_FOLDER};
    }

    /** How many of the trials that are left name this backend; those that compute on the study's own are not counted. */
    public long pending(List<Experiment> experiments, Protocol protocol, String backend) {
        return experiments.stream().flatMap(each -> ResultTable.in(checked, each, protocol).pending().stream())
                .filter(trial -> trial.backend().filter(backend::equals).isPresent()).count();
    }

    /** Tables that were lost: those that are measured again. The others are checked, before hours of work. */
    private List<String> missing(List<Experiment> measured) {
        List<String> notes = new ArrayList<>();
        for (String table : checked.written().stream().filter(name -> name.endsWith(ResultTable.EXTENSION)).toList()) {
            if (checked.has(table)) {
                checked.read(table);
            } else if (measured.stream().anyMatch(each -> ResultTable.file(each).equals(table))) {
                notes.add(checked.path(table) + " is missing: its experiment is measured again");
            } else {
                throw ResultTable.missing(checked, table);
            }
        }
        return notes;
    }

    /**
     * The manifest of the study in a folder.
     *
     * @throws InvalidRequestException if there is none
     * @throws BnException if it is damaged
     */
    public static StudyManifest manifest(OutputDirectory folder) {
        return manifest(new StudyFiles(folder));
    }

    static StudyManifest manifest(StudyFiles files) {
        if (!files.has(MANIFEST)) {
            throw new InvalidRequestException(files.path() + " holds no study: there is no " + MANIFEST
                    + "; name the folder of a study, or begin one", StudyRemedy.NEW_STUDY);
        }
        if (files.has(CHECKPOINT)) {
            throw new InvalidRequestException(files.path()
                    + " holds a training run, not a study; name the folder of a study, or begin "
                    + "one", StudyRemedy.NEW_STUDY);
        }
        String file = files.path(MANIFEST);
        JsonNode tree = Json.parse(files.read(MANIFEST), file);
        if (tree instanceof ObjectNode object && !object.has(StudyManifest.EXPERIMENTS)) {
            object.putArray(StudyManifest.EXPERIMENTS);
        }
        return Json.read(tree, StudyManifest.class, file);
    }

    @Override
    public void close() {
        folder.close();
    }
}
