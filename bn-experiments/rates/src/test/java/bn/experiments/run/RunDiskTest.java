package bn.experiments.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.api.backend.Backend;
import bn.experiments.fuzz.FaultInjection;
import bn.experiments.fuzz.MemoryTempDirFactory;
import bn.experiments.network.Network;
import bn.experiments.network.Optimizer;
import bn.experiments.rate.BatchSpread;
import bn.experiments.rate.LayerMeasurement;
import bn.experiments.result.OutputDirectory;
import bn.experiments.stream.BatchMean;
import bn.experiments.testing.Cpu;
import bn.experiments.train.EpochMetrics;
import bn.experiments.train.TrainingPlan;
import bn.theory.unit.LayerRates;
import bn.theory.unit.UnitRate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The files of a run on a disk of which each call fails in turn, or is the last before the power is cut: an epoch that was
 * reported is there, and the run goes on from an epoch whose files are all whole. The numbers of an epoch depend on
 * its number alone.
 */
class RunDiskTest {
    private static final TrainingPlan PLAN = new SmallRun().plan(3, 0.1);

    @TempDir(factory = MemoryTempDirFactory.class)
    private Path scratch;
    private Backend backend;
    private Network network;
    private Optimizer optimizer;
    private RunManifest manifest;

    @BeforeEach
    void open() {
        Path run = scratch.resolve("run");
        new SmallRun().train(run, 1, false);
        manifest = new RunDirectory(new OutputDirectory(run), false).manifest().after(0, Map.of());
        backend = Cpu.open();
        network = new Network(backend, PLAN.network(), Cpu.normalization("batch"));
        optimizer = PLAN.optimizer().optimizer(backend, network);
    }

    @AfterEach
    void close() {
        optimizer.close();
        network.close();
        backend.close();
    }

    /** A commit after every epoch, and a commit after the first and the last epoch only. */
    @ParameterizedTest
    @CsvSource({"0, 2", "1000000, 3"})
    void whatWasReportedIsThere(int part, int epochs) throws IOException {
        FaultInjection.Work work = (folder, reported) -> work(folder, part, epochs, reported);
        FaultInjection.failEachCall(scratch, folder -> {}, work, this::check);
        FaultInjection.cutPowerAtEachCall(scratch, folder -> {}, work, this::check);
    }

    private void work(Path folder, int part, int epochs, List<String> reported) {
        RunDirectory directory = new RunDirectory(new OutputDirectory(folder), false, new CommitSchedule(part));
        directory.lock();
        try (directory) {
            int done = restored(directory);
            for (int epoch = done + 1; epoch <= epochs; epoch++) {
                int number = epoch;
                directory.add(metrics(epoch), rates(epoch), List.of(), manifest, network.spec(), arrays(epoch),
                        () -> reported.add("" + number));
            }
        }
    }

    private int restored(RunDirectory directory) {
        return directory.holdsRun() ? directory.restore(directory.manifest(), manifest, network, optimizer, note -> {}) : 0;
    }

    private void check(Path folder, List<String> reported) throws IOException {
        int last = reported.stream().mapToInt(Integer::parseInt).max().orElse(0);
        int done = restored(new RunDirectory(OutputDirectory.existing(folder), false));
        assertTrue(done >= last, done + " epochs");
        if (done == 0) {
            return;
        }
        Map<String, double[]> found = new TreeMap<>(network.state());
        found.putAll(optimizer.state());
        arrays(done).forEach((name, values) -> assertArrayEquals(values, found.get(name), name));
        List<String> metrics = Files.readAllLines(folder.resolve("metrics.csv"));
        List<String> rates = Files.readAllLines(folder.resolve("rates.csv"));
        for (int epoch = 1; epoch <= done; epoch++) {
            assertEquals(epoch + ",0.5,0.25,0.5,0.25,2.0,48.0", metrics.get(epoch));
            assertTrue(rates.get(7 * (epoch - 1) + 1).startsWith(epoch + ",1,1," + (double) epoch + ","), rates::toString);
        }
    }

    private static EpochMetrics metrics(int epoch) {
        return new EpochMetrics(epoch, 0.5, 0.25, 0.5, 0.25, 2, 48);
    }

    private static List<LayerMeasurement> rates(int epoch) {
        List<LayerMeasurement> measurements = new ArrayList<>();
        for (int layer = 1; layer <= 2; layer++) {
            int units = PLAN.architecture().widths().get(layer);
            measurements.add(new LayerMeasurement(layer, "layer1", Optional.of(new LayerRates(Collections.nCopies(units,
                    new UnitRate(epoch, 1, 1, 1e-5, 1, 0)))), true, new double[units],
                    Optional.of(new BatchSpread(new BatchMean(0, Double.NaN, 1), new double[units], new double[units]))));
        }
        return measurements;
    }

    /** Different numbers in each epoch; variances are positive. */
    private Map<String, double[]> arrays(int epoch) {
        Map<String, double[]> arrays = new TreeMap<>(network.state());
        arrays.putAll(optimizer.state());
        arrays.replaceAll((name, values) -> {
            double[] others = new double[values.length];
            Arrays.fill(others, name.endsWith(".steps") ? 6 * epoch : epoch / 4.0);
            return others;
        });
        return arrays;
    }
}
