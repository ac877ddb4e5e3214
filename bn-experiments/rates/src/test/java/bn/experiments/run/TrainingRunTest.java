package bn.experiments.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.api.BnException;
import bn.api.DType;
import bn.api.InvalidRequestException;
import bn.api.backend.Backend;
import bn.api.norm.NormalizationOptions;
import bn.experiments.architecture.Architecture;
import bn.experiments.data.Dataset;
import bn.experiments.data.digits.SyntheticDigits;
import bn.experiments.fold.Fold;
import bn.experiments.fold.FoldedRates;
import bn.experiments.network.Network;
import bn.experiments.network.SgdOptions;
import bn.experiments.rate.LayerMeasurement;
import bn.experiments.result.Json;
import bn.experiments.result.OutputDirectory;
import bn.experiments.result.Safetensors;
import bn.experiments.testing.Cpu;
import bn.experiments.train.EpochMetrics;
import bn.experiments.train.TrainingPlan;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingRunTest {
    private static final Dataset DIGITS = SyntheticDigits.draw(1, 640, 200).pool(2);

    @TempDir
    private Path scratch;

    @Test
    void aSmallNetworkLearnsAndLeavesItsFiles() throws IOException {
        List<EpochMetrics> metrics = run(plan(8, 0.1), "a", false, new RunListener() {});
        assertEquals(8, metrics.size());
        assertTrue(metrics.get(7).trainLoss() < metrics.get(0).trainLoss() / 4, metrics::toString);
        assertTrue(metrics.get(7).testAccuracy() > 0.8, metrics::toString);
        assertEquals(9, lines("a", "metrics.csv").size());
        // 8 epochs of 24 + 16 units, and the header.
        assertEquals(321, lines("a", "rates.csv").size());
        JsonNode manifest = Json.parse(Files.readAllBytes(scratch.resolve("a/manifest.json")), "the manifest");
        assertEquals(8, manifest.path("epochsDone").asInt());
        try (Backend backend = Cpu.open()) {
            JsonNode provenance = manifest.path("provenance");
            assertEquals("cpu", provenance.path("backend").asText());
            assertEquals(backend.device().name(), provenance.path("device").asText());
            assertEquals(backend.device().software(), provenance.path("software").asText());
        }
    }

    /** Interrupted in its third epoch and resumed, a run leaves the same parameters and tables, bit for bit. */
    @Test
    void aResumedRunComesToTheSameResults() throws IOException {
        run(plan(3, 0.1), "whole", false, new RunListener() {});
        List<Integer> reported = new ArrayList<>();
        assertThrows(CancellationException.class, () -> run(plan(3, 0.1), "parts", false, new RunListener() {
            private boolean second;

            @Override
            public void progress(Progress progress) {
                second = progress.epoch() == 2 && progress.step() == progress.steps();
            }

            @Override
            public boolean cancelled() {
                return second;
            }

            @Override
            public void epoch(EpochMetrics metrics, List<LayerMeasurement> rates) {
                reported.add(metrics.epoch());
            }
        }));
        assertEquals(List.of(1, 2), reported);
        assertEquals(1, run(plan(3, 0.1), "parts", true, new RunListener() {}).size());
        assertArrayEquals(Files.readAllBytes(scratch.resolve("whole/checkpoint.safetensors")),
                Files.readAllBytes(scratch.resolve("parts/checkpoint.safetensors")));
        assertEquals(lines("whole", "rates.csv"), lines("parts", "rates.csv"));
        assertEquals(withoutTimes(lines("whole", "metrics.csv")), withoutTimes(lines("parts", "metrics.csv")));
    }

    /** Every epoch that a listener hears of is complete in the files by then, whatever happens next. */
    @Test
    void anEpochIsOnTheDiskBeforeItIsReported() {
        List<Integer> reported = new ArrayList<>();
        run(plan(5, 0.1), "a", false, new RunListener() {
            @Override
            public void epoch(EpochMetrics metrics, List<LayerMeasurement> rates) {
                RunManifest manifest = new RunDirectory(OutputDirectory.existing(scratch.resolve("a")), false).manifest();
                assertTrue(manifest.epochsDone() >= metrics.epoch(), metrics::toString);
                reported.add(metrics.epoch());
            }
        });
        assertEquals(List.of(1, 2, 3, 4, 5), reported);
    }

    @Test
    void anotherPlanIsNotResumed() {
        run(plan(1, 0.1), "a", false, new RunListener() {});
        InvalidRequestException e = assertThrows(InvalidRequestException.class, () -> run(plan(2, 0.2), "a", true,
                new RunListener() {}));
        assertTrue(e.getMessage().contains("lr was 0.1, now 0.2"), e.getMessage());
        assertThrows(InvalidRequestException.class, () -> run(plan(1, 0.1), "a", false, new RunListener() {}));
    }

    @Test
    void aLossThatIsNoNumberEndsTheRunAndWritesNothing() {
        BnException e = assertThrows(BnException.class, () -> run(plan(1, 1e30), "a", false, new RunListener() {}));
        assertTrue(e.getMessage().contains("the loss became") && e.getMessage().contains("learning rate"), e.getMessage());
        assertFalse(Files.exists(scratch.resolve("a/metrics.csv")));
    }

    @Test
    void aBatchOfOneIsRefused() {
        TrainingPlan one = new TrainingPlan(new Architecture(List.of(196, 4, 10)), DType.FLOAT32, "batch",
                NormalizationOptions.pytorch(), 1, 1, new SgdOptions(0.1, 0, 0, 0, 0), 0, 1);
        InvalidRequestException e = assertThrows(InvalidRequestException.class, () -> run(one, "a", false,
                new RunListener() {}));
        assertTrue(e.getMessage().contains("batch size of at least 2"), e.getMessage());
    }

    @Test
    void anArchitectureThatDoesNotFitIsRefused() {
        TrainingPlan wrong = new TrainingPlan(new Architecture(List.of(784, 4, 10)), DType.FLOAT32, "batch",
                NormalizationOptions.pytorch(), 1, 64, new SgdOptions(0.1, 0, 0, 0, 0), 0, 1);
        InvalidRequestException e = assertThrows(InvalidRequestException.class, () -> run(wrong, "a", false,
                new RunListener() {}));
        assertTrue(e.getMessage().contains("196 inputs (images of 14 x 14 pixels) and 10 outputs"), e.getMessage());
    }

    /**
     * Training that starts from a folded network. With a learning rate of 0 nothing changes, so the test loss is that of batch
     * norm. Otherwise the penalties have an effect, and a resumed run has them as well, bit for bit.
     */
    @Test
    void aRunGoesOnFromAFoldedCheckpoint() throws IOException {
        run(plan(2, 0.1), "bn", false, new RunListener() {});
        Path file = fold();
        double before = Double.parseDouble(lines("bn", "metrics.csv").get(2).split(",", -1)[3]);
        double still = goOn(file, true, 1, 0, "still", false).get(0).testLoss();
        // Outputs of order 10 in float32, off by some 1e-6.
        assertEquals(before, still, 1e-5);

        goOn(file, false, 2, 0.01, "plain", false);
        goOn(file, true, 2, 0.01, "whole", false);
        goOn(file, true, 1, 0.01, "parts", false);
        assertEquals(1, goOn(file, true, 2, 0.01, "parts", true).size());
        assertArrayEquals(checkpoint("whole"), checkpoint("parts"));
        assertTrue(squaredNorm("whole") < 0.9 * squaredNorm("plain"), "positive rates shrink the weights");
        InvalidRequestException e = assertThrows(InvalidRequestException.class, () -> goOn(file, false, 3, 0.01, "parts", true));
        assertTrue(e.getMessage().contains("rates was \"from-init\", now \"none\""), e.getMessage());
        e = assertThrows(InvalidRequestException.class, () -> goOn(Optional.empty(), 3, 0.01, "parts", true));
        assertTrue(e.getMessage().contains("now not given"), e.getMessage());
    }

    /** The first layer is trained in another way with the gradient through the statistics, and a resumed run has it as well. */
    @Test
    void aPenaltyThroughTheStatisticsIsAnotherRun() throws IOException {
        run(plan(2, 0.1), "bn", false, new RunListener() {});
        Path file = fold();
        Optional<WarmStart> through = Optional.of(new WarmStart(Checkpoint.read(file), true, true));
        goOn(file, true, 1, 0.01, "constant", false);
        goOn(through, 2, 0.01, "whole", false);
        goOn(through, 1, 0.01, "parts", false);
        assertTrue(Math.abs(squaredNorm("parts") / squaredNorm("constant") - 1) > 1e-3, "the gradient must matter");
        InvalidRequestException e = assertThrows(InvalidRequestException.class, () -> goOn(file, true, 2, 0.01, "parts", true));
        assertTrue(e.getMessage().contains("through was true, now not given"), e.getMessage());
        assertEquals(1, goOn(through, 2, 0.01, "parts", true).size());
        assertArrayEquals(checkpoint("whole"), checkpoint("parts"));
        assertThrows(IllegalArgumentException.class, () -> new WarmStart(Checkpoint.read(file), false, true));
    }

    private double squaredNorm(String folder) {
        Checkpoint end = Checkpoint.read(scratch.resolve(folder).resolve("checkpoint.safetensors"));
        return Arrays.stream(end.arrays().get("layer1.weights")).map(w -> w * w).sum();
    }

    private byte[] checkpoint(String folder) throws IOException {
        return Files.readAllBytes(scratch.resolve(folder).resolve("checkpoint.safetensors"));
    }

    /** The folded network of the run "bn", with a rate of 3 for all units. */
    private Path fold() {
        Checkpoint trained = Checkpoint.read(scratch.resolve("bn/checkpoint.safetensors"));
        try (Backend backend = Cpu.open();
                Network network = trained.open(backend, Cpu.normalization("batch"), 64);
                Network folded = new Network(backend, network.spec(), Cpu.normalization("none"))) {
            folded.restore(Fold.of(network));
            FoldedRates rates = new FoldedRates(List.of("layer1", "layer2"), List.of(filled(24), filled(16)),
                    List.of(filled(24), filled(16)));
            return new OutputDirectory(scratch).write("folded.safetensors",
                    out -> Checkpoint.write(out, folded, "none", rates.arrays(), Map.of()));
        }
    }

    private static double[] filled(int units) {
        double[] rates = new double[units];
        Arrays.fill(rates, 3);
        return rates;
    }

    private List<EpochMetrics> goOn(Path file, boolean rates, int epochs, double learningRate, String folder, boolean resume) {
        return goOn(Optional.of(new WarmStart(Checkpoint.read(file), rates)), epochs, learningRate, folder, resume);
    }

    private List<EpochMetrics> goOn(Optional<WarmStart> start, int epochs, double learningRate, String folder,
            boolean resume) {
        TrainingPlan plan = new TrainingPlan(Architecture.parse("196-24-16-10"), DType.FLOAT32, "none",
                NormalizationOptions.pytorch(), epochs, 64, new SgdOptions(learningRate, 0, 0, 0, 0), 0, 7);
        try (Backend backend = Cpu.open()) {
            return new TrainingRun(plan, DIGITS, backend, Cpu.normalization("none"), new OutputDirectory(scratch.resolve(folder)),
                    new RunMeasurements(128, false), new TrainingRun.Invocation("test", ""), start)
                    .train(resume, new RunListener() {});
        }
    }

    @Test
    void aStartThatDoesNotFitIsRefused() throws IOException {
        run(plan(1, 0.1), "bn", false, new RunListener() {});
        Checkpoint trained = Checkpoint.read(scratch.resolve("bn/checkpoint.safetensors"));
        assertEquals(64, trained.setting("batch-size").orElseThrow());
        assertTrue(assertThrows(InvalidRequestException.class, () -> new WarmStart(trained, true))
                .getMessage().contains("holds no rates"));
        WarmStart start = new WarmStart(trained, false);
        start.check(plan(1, 0.1));
        TrainingPlan none = new TrainingPlan(trained.architecture(), DType.FLOAT32, "none", NormalizationOptions.pytorch(), 1, 64,
                new SgdOptions(0.1, 0, 0, 0, 0), 0, 7);
        assertTrue(assertThrows(InvalidRequestException.class, () -> start.check(none)).getMessage()
                .endsWith("use batch, or fold the network first"));
        TrainingPlan other = new TrainingPlan(Architecture.parse("196-24-10"), DType.FLOAT32, "batch",
                NormalizationOptions.pytorch(), 1, 64, new SgdOptions(0.1, 0, 0, 0, 0), 0, 7);
        assertTrue(assertThrows(InvalidRequestException.class, () -> start.check(other)).getMessage().contains("contradicts"));
        assertThrows(InvalidRequestException.class, () -> Checkpoint.read(scratch.resolve("nothing")));
        Path foreign = new OutputDirectory(scratch).write("foreign.safetensors",
                out -> Safetensors.write(out, DType.FLOAT32, new TreeMap<>(), Map.of(), Map.of("architecture", "1-2")));
        assertTrue(assertThrows(BnException.class, () -> Checkpoint.read(foreign))
                .getMessage().contains("which network it holds"));
    }

    private static TrainingPlan plan(int epochs, double learningRate) {
        return new TrainingPlan(new Architecture(List.of(196, 24, 16, 10)), DType.FLOAT32, "batch",
                NormalizationOptions.pytorch(), epochs, 64, new SgdOptions(learningRate, 0.9, 1e-4, 0, 0), 0.1, 7);
    }

    private List<EpochMetrics> run(TrainingPlan plan, String folder, boolean resume, RunListener listener) {
        try (Backend backend = Cpu.open()) {
            return new TrainingRun(plan, DIGITS, backend, Cpu.normalization("batch"),
                    new OutputDirectory(scratch.resolve(folder)),
                    new RunMeasurements(128, false), new TrainingRun.Invocation("test", "")).train(resume, listener);
        }
    }

    private List<String> lines(String folder, String file) throws IOException {
        return Files.readAllLines(scratch.resolve(folder).resolve(file));
    }

    private static List<String> withoutTimes(List<String> lines) {
        return lines.stream().map(line -> line.replaceAll(",[^,]*,[^,]*$", "")).toList();
    }

    /** Refused before anything is computed or allocated. */
    @Test
    void aNetworkWhoseCheckpointDoesNotFitIsRefused() {
        SmallRun run = new SmallRun();
        TrainingPlan usual = run.plan(1, 0.1);
        TrainingPlan wide = new TrainingPlan(new Architecture(List.of(49, 2_000_000, 2_000_000, 10)), usual.dtype(),
                usual.normalization(),
                usual.normalizationOptions(), 1, 16, usual.optimizer(), 0, 7);
        BnException e = assertThrows(BnException.class, () -> run.train(scratch.resolve("wide"), wide, false));
        assertTrue(e.getMessage()
                .startsWith("the checkpoint of a network 49-2000000-2000000-10 needs 64001.89 GB of memory, and Java may "
                        + "use "),
                e.getMessage());
        assertTrue(e.getMessage().contains("; use smaller layers, or give it more, for example by -Xmx"), e.getMessage());
        assertFalse(Files.exists(scratch.resolve("wide/manifest.json")));
    }
}
