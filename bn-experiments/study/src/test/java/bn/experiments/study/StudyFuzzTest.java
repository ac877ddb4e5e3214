package bn.experiments.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import bn.api.BnException;
import bn.experiments.data.digits.SyntheticDigits;
import bn.experiments.fuzz.Mutations;
import bn.experiments.result.OutputDirectory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A file of a study's folder is damaged at random: what is read is right, or a line says which file is damaged. */
class StudyFuzzTest {
    private static final int MUTATIONS = 1000;
    private static final CoinTosses COINS = new CoinTosses(0);
    private static final Study STUDY = new Study("t", List.of(), "", List.of(COINS), List.of(), List.of());

    @TempDir
    private Path folder;
    private OutputDirectory files;
    private Protocol protocol;
    private List<Observation> measured;

    @BeforeEach
    void study() {
        files = new OutputDirectory(folder);
        protocol = new Protocol(DatasetSummary.of(SyntheticDigits.draw(1, 20, 5)), true, 1, 3, "none", List.of());
        measured = new ArrayList<>();
        try (StudyDirectory study = StudyDirectory.lock(files)) {
            study.begin(new StudyManifest("bn run coins", "", protocol, List.of(), List.of()), List.of(COINS));
            ResultTable table = ResultTable.in(study.checked(), COINS, protocol);
            try (TrialContext context = new TrialContext(SyntheticDigits.draw(1, 20, 5), protocol, name -> null, name -> null,
                    () -> false)) {
                for (Trial trial : table.pending()) {
                    List<Observation> observations = trial.run(context);
                    measured.addAll(observations);
                    table.add(trial, observations);
                }
            }
        }
    }

    /** Whatever is damaged: the numbers are those that were measured and the criteria those that were set, or nothing is read. */
    @ParameterizedTest
    @ValueSource(strings = {"manifest.json", "bars.json", "coins.csv", "checksums.json"})
    void aDamagedFileIsNotBelieved(String name) throws IOException {
        byte[] original = files.read(name);
        Map<String, Criterion> criteria = RecordedCriteria.of(new StudyFiles(files), COINS).asMap();
        Mutations mutations = new Mutations(name.hashCode());
        for (int i = 0; i < MUTATIONS; i++) {
            byte[] damaged = mutations.next(original);
            Files.write(folder.resolve(name), damaged);
            try {
                StudyFiles study = new StudyFiles(files);
                assertEquals(protocol, StudyDirectory.manifest(study).protocol());
                STUDY.report(files);
                assertEquals(measured, ResultTable.in(study, COINS, protocol).results().observations());
                assertEquals(criteria, RecordedCriteria.of(study, COINS).asMap());
                // Only the list of checksums can differ and say the same.
                assertEquals("checksums.json", name, () -> "accepted: " + new String(damaged, StandardCharsets.UTF_8));
            } catch (BnException e) {
                refused(e, damaged);
            } catch (RuntimeException e) {
                fail("mutation " + i + ": " + new String(damaged, StandardCharsets.UTF_8), e);
            }
        }
    }

    private void refused(BnException e, byte[] damaged) {
        // A list of checksums that lacks a file, or has another checksum, is as good a reason to doubt that file.
        assertTrue(e.getMessage().startsWith(folder.toString()),
                () -> e.getMessage() + " of " + new String(damaged, StandardCharsets.UTF_8));
        assertEquals(1, e.getMessage().lines().count(), e.getMessage());
    }

    /** The reader of tables, without checksums: it reads what a naive reading finds, or says that the file is damaged. */
    @Test
    void aTableIsReadAsItStandsOrRefused() {
        byte[] original = files.read("coins.csv");
        List<Trial> trials = COINS.trials(protocol);
        Mutations mutations = new Mutations(1);
        int accepted = 0;
        for (int i = 0; i < 10 * MUTATIONS; i++) {
            byte[] damaged = mutations.next(original);
            Map<String, List<Observation>> read;
            try {
                read = new ResultText(COINS, trials).parse(damaged, folder + "/coins.csv");
            } catch (BnException e) {
                refused(e, damaged);
                continue;
            } catch (RuntimeException e) {
                fail("mutation " + i + ": " + new String(damaged, StandardCharsets.UTF_8), e);
                return;
            }
            accepted++;
            assertEquals(naive(new String(damaged, StandardCharsets.UTF_8)), read,
                    () -> new String(damaged, StandardCharsets.UTF_8));
        }
        assertTrue(accepted > 0, "a digit that changed is still a number");
    }

    /** Cell by cell, as RFC 4180 has it. */
    private static Map<String, List<Observation>> naive(String text) {
        List<List<String>> rows = new ArrayList<>();
        List<String> row = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quoted && c == '"' && i + 1 < text.length() && text.charAt(i + 1) == '"') {
                cell.append(c);
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (!quoted && (c == ',' || c == '\n')) {
                row.add(cell.toString());
                cell.setLength(0);
                if (c == '\n') {
                    rows.add(List.copyOf(row));
                    row.clear();
                }
            } else {
                cell.append(c);
            }
        }
        Map<String, List<Observation>> byTrial = new HashMap<>();
        for (List<String> cells : rows.subList(1, rows.size())) {
            byTrial.computeIfAbsent(cells.get(0), name -> new ArrayList<>())
                    .add(new Observation(cells.get(0), Long.parseLong(cells.get(1)),
                            Map.of("tosses", cells.get(2), "side", cells.get(3)), cells.get(4),
                            Double.parseDouble(cells.get(5))));
        }
        return byTrial;
    }
}
