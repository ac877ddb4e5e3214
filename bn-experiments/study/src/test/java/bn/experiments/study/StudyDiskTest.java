package bn.experiments.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.experiments.data.Dataset;
import bn.experiments.data.Examples;
import bn.experiments.data.Targets;
import bn.experiments.fuzz.FaultInjection;
import bn.experiments.fuzz.MemoryTempDirFactory;
import bn.experiments.fuzz.SimulatedDisk;
import bn.experiments.result.OutputDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A study on a disk of which each call fails, and on one whose power is cut between any two calls. */
class StudyDiskTest {
    private static final CoinTosses COINS = new CoinTosses(0);

    @TempDir(factory = MemoryTempDirFactory.class)
    private Path scratch;

    private static StudyManifest manifest(Dataset data) {
        return new StudyManifest("bn run coins", "", new Protocol(DatasetSummary.of(data), true, 1, 2, "cpu", List.of()),
                List.of(), List.of());
    }

    private static Dataset dataset() {
        Examples examples = Examples.ofRows(new double[] {1, 2, 3, 4}, 1, new int[] {0, 1, 2, 3},
                new Targets.Labels(new int[] {0, 1, 0, 1}, 2));
        return new Dataset("csv", "a file", examples, examples, "y", List.of("no", "yes"), List.of());
    }

    /** Goes on with the study, or begins it, and reports each trial whose results are written. */
    private static void run(Path folder, List<String> reported) {
        Dataset data = dataset();
        StudyManifest manifest = manifest(data);
        try (StudyDirectory study = StudyDirectory.lock(new OutputDirectory(folder.resolve("study")));
                TrialContext context = new TrialContext(data, manifest.protocol(), backend -> null, norm -> null, () -> false)) {
            study.begin(manifest, List.of(COINS));
            ResultTable table = ResultTable.in(study.checked(), COINS, manifest.protocol());
            for (Trial trial : table.pending()) {
                table.add(trial, trial.run(context));
                reported.add(trial.name());
            }
        }
    }

    /** What is there is undamaged, has what was reported, and can be gone on with to the same bytes. */
    private void check(Path folder, List<String> reported, String whole) throws IOException {
        Path study = folder.resolve("study");
        if (!Files.exists(study)) {
            assertEquals(List.of(), reported);
            return;
        }
        try (StudyDirectory files = StudyDirectory.lock(OutputDirectory.existing(study))) {
            Optional<StudyManifest> begun = files.begun();
            assertTrue(begun.isPresent() || reported.isEmpty());
            List<Trial> pending = ResultTable.in(files.checked(), COINS, manifest(dataset()).protocol()).pending();
            assertTrue(pending.stream().noneMatch(trial -> reported.contains(trial.name())), () -> "lost: " + pending);
        }
        run(new SimulatedDisk(folder).root(), new ArrayList<>());
        assertEquals(whole, Files.readString(study.resolve("coins.csv")));
    }

    @Test
    void eachCallFailsOrIsTheLastBeforeThePowerIsCut() throws IOException {
        Path without = Files.createDirectory(scratch.resolve("without"));
        run(without, new ArrayList<>());
        String whole = Files.readString(without.resolve("study/coins.csv"));
        FaultInjection.failEachCall(scratch, folder -> {}, StudyDiskTest::run,
                (folder, reported) -> check(folder, reported, whole));
        FaultInjection.cutPowerAtEachCall(scratch, folder -> {}, StudyDiskTest::run,
                (folder, reported) -> check(folder, reported, whole));
    }
}
