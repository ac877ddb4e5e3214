package bn.experiments.study;

import bn.api.BnException;
import bn.experiments.result.Csv;
import bn.experiments.result.OutputFolder;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.stream.Stream;

/**
 * The observations of an experiment as a file, {@code NAME.csv}: one row an observation, in the order of the trials, whichever was
 * finished first. It is written anew as a whole with every trial, so it holds trials whole or not at all.
 */
final class ResultTable {
    private static final String TRIAL = "trial";
    private static final String SEED = "seed";
    private static final String QUANTITY = "quantity";
    private static final String VALUE = "value";

    private final Experiment experiment;
    private final List<Trial> trials;
    private final OutputFolder folder;
    private final Map<String, List<Observation>> byTrial;

    private ResultTable(Experiment experiment, List<Trial> trials, OutputFolder folder, Map<String, List<Observation>> byTrial) {
        this.experiment = experiment;
        this.trials = trials;
        this.folder = folder;
        this.byTrial = byTrial;
    }

    /**
     * The table in a folder, empty if there is no such file.
     *
     * @throws BnException if the file is no table of this experiment
     */
    static ResultTable in(OutputFolder folder, Experiment experiment, Protocol protocol) {
        Map<String, List<Observation>> byTrial = new HashMap<>();
        String file = file(experiment);
        if (folder.has(file)) {
            String text = new String(folder.read(file), StandardCharsets.UTF_8);
            try (Stream<NamedCsvRecord> records = CsvReader.builder().ofNamedCsvRecord(text).stream()) {
                records.map(each -> observation(each, experiment))
                        .forEach(each -> byTrial.computeIfAbsent(each.trial(), name -> new ArrayList<>()).add(each));
            } catch (CsvParseException | IllegalArgumentException | NoSuchElementException e) {
                throw new BnException(folder.file(file) + " is no table of experiment '" + experiment.name() + "': "
                        + e.getMessage() + "; move it away to measure again", e);
            }
        }
        return new ResultTable(experiment, experiment.trials(protocol), folder, byTrial);
    }

    private static Observation observation(NamedCsvRecord row, Experiment experiment) {
        Map<String, String> factors = new LinkedHashMap<>();
        for (String factor : experiment.factors()) {
            String level = row.getField(factor);
            if (!level.isEmpty()) {
                factors.put(factor, level);
            }
        }
        return new Observation(row.getField(TRIAL), Long.parseLong(row.getField(SEED)), factors, row.getField(QUANTITY),
                Double.parseDouble(row.getField(VALUE)));
    }

    private static String file(Experiment experiment) {
        return experiment.name() + ".csv";
    }

    /** Whether a folder has results of an experiment. */
    static boolean exists(OutputFolder folder, Experiment experiment) {
        return folder.has(file(experiment));
    }

    Experiment experiment() {
        return experiment;
    }

    /** All trials. */
    List<Trial> trials() {
        return trials;
    }

    /** Trials that have no results yet. */
    synchronized List<Trial> pending() {
        return trials.stream().filter(trial -> !byTrial.containsKey(trial.name())).toList();
    }

    /** The results of the trials that were done. */
    synchronized Results results() {
        return new Results(trials.stream().flatMap(trial -> byTrial.getOrDefault(trial.name(), List.of()).stream()).toList());
    }

    /** Adds a trial and writes the file. */
    synchronized void add(Trial trial, List<Observation> observations) {
        byTrial.put(trial.name(), observations);
        List<String> factors = experiment.factors();
        List<String> header = new ArrayList<>(List.of(TRIAL, SEED));
        header.addAll(factors);
        header.addAll(List.of(QUANTITY, VALUE));
        Csv csv = new Csv(header);
        for (Observation each : results().observations()) {
            List<Object> row = new ArrayList<>(List.of(each.trial(), each.seed()));
            if (!factors.containsAll(each.factors().keySet())) {
                throw new IllegalStateException("experiment '" + experiment.name() + "' has columns " + factors
                        + ", but observes under " + each.factors().keySet());
            }
            factors.forEach(factor -> row.add(each.factors().get(factor)));
            row.addAll(List.of(each.quantity(), each.value()));
            csv.row(row.toArray());
        }
        folder.write(file(experiment), csv.toString());
    }
}
