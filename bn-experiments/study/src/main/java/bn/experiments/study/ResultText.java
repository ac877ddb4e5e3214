package bn.experiments.study;

import bn.api.BnException;
import bn.experiments.result.Csv;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The observations of an experiment as CSV: a header, then a row for each. Nothing else than what it writes is read. For one text. */
final class ResultText {
    private static final String TRIAL = "trial";
    private static final String SEED = "seed";
    private static final String QUANTITY = "quantity";
    private static final String VALUE = "value";
    private static final Pattern WHOLE = Pattern.compile("-?\\d+");
    /** As {@link Double#toString} writes them. */
    private static final Pattern NUMBER = Pattern.compile("-?\\d+\\.\\d+(E-?\\d+)?|NaN|-?Infinity");

    private final Experiment experiment;
    private final List<String> header;
    private final Map<String, Trial> trials;
    private final Map<String, List<Observation>> byTrial = new HashMap<>();
    /** Trial, quantity and factors of the rows so far. */
    private final Set<List<Object>> seen = new HashSet<>();

    ResultText(Experiment experiment, List<Trial> trials) {
        this.experiment = experiment;
        header = header(experiment);
        this.trials = trials.stream().collect(Collectors.toMap(Trial::name, trial -> trial, (a, b) -> a));
    }

    private static List<String> header(Experiment experiment) {
        return Stream.of(Stream.of(TRIAL, SEED), experiment.factors().stream(), Stream.of(QUANTITY, VALUE)).flatMap(each -> each)
                .toList();
    }

    /** The text of observations. */
    static String of(Experiment experiment, List<Observation> observations) {
        List<String> factors = experiment.factors();
        Csv csv = new Csv(header(experiment));
        for (Observation each : observations) {
            List<Object> row = new ArrayList<>(List.of(each.trial(), each.seed()));
            if (!factors.containsAll(each.factors().keySet())) {
                throw new IllegalStateException("experiment '" + experiment.name() + "' has columns " + factors
                        + ", but observes under " + each.factors().keySet());
            }
            factors.forEach(factor -> row.add(each.factors().get(factor)));
            row.addAll(List.of(each.quantity(), each.value()));
            csv.row(row.toArray());
        }
        return csv.toString();
    }

    /**
     * The observations of each trial.
     *
     * @param file names the text in the error
     * @throws BnException if it is no table of this experiment, or has rows of no trial, or two for one quantity
     */
    Map<String, List<Observation>> parse(byte[] bytes, String file) {
        try {
            String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            check(text.endsWith("\n"), "its end is missing");
            Csv copy = new Csv(header);
            int line = 0;
            for (CsvRecord row : CsvReader.builder().skipEmptyLines(false).ofCsvRecord(text)) {
                line++;
                if (line == 1) {
                    check(row.getFields().equals(header), "its columns are " + row.getFields() + ", not " + header);
                } else {
                    add(row);
                    copy.row(row.getFields().toArray());
                }
            }
            check(copy.toString().equals(text), "cells are not quoted as bn does it");
        } catch (CharacterCodingException e) {
            throw damaged(file, "it is not text in UTF-8", e);
        } catch (CsvParseException | IllegalArgumentException e) {
            throw damaged(file, e.getMessage(), e);
        }
        return byTrial;
    }

    private BnException damaged(String file, String problem, Exception cause) {
        String what = problem.replaceAll("\\p{Cntrl}", "?");
        return new BnException(file + " is no table of experiment '" + experiment.name() + "' with these trials: " + what
                + "; put back a copy, or move it away to measure again", cause);
    }

    private void add(CsvRecord row) {
        String place = "line " + row.getStartingLineNumber() + " ";
        check(row.getFieldCount() == header.size(), place + "has " + row.getFieldCount() + " cells, not " + header.size());
        Map<String, String> cells = new LinkedHashMap<>();
        for (int i = 0; i < header.size(); i++) {
            cells.put(header.get(i), row.getField(i));
        }
        Trial trial = trials.get(cells.get(TRIAL));
        check(trial != null, place + "is of trial '" + cells.get(TRIAL) + "', which this version of bn does not have");
        String seed = cells.get(SEED);
        check(WHOLE.matcher(seed).matches() && seed.equals(String.valueOf(trial.seed())), place + "has seed '" + seed + "', not "
                + trial.seed());
        String value = cells.get(VALUE);
        check(NUMBER.matcher(value).matches(), place + "has '" + value + "' where a number belongs");
        Map<String, String> factors = new LinkedHashMap<>();
        experiment.factors().stream().filter(factor -> !cells.get(factor).isEmpty())
                .forEach(factor -> factors.put(factor, cells.get(factor)));
        check(factors.entrySet().containsAll(trial.factors().entrySet()), place + "is under " + factors + ", its trial under "
                + trial.factors());
        String quantity = cells.get(QUANTITY);
        check(seen.add(List.of(trial.name(), quantity, factors)), place + "is a second value of '" + quantity + "'");
        byTrial.computeIfAbsent(trial.name(), name -> new ArrayList<>())
                .add(new Observation(trial.name(), trial.seed(), factors, quantity, Double.parseDouble(value)));
    }

    private static void check(boolean right, String otherwise) {
        if (!right) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
