package bn.experiments.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.api.DType;
import bn.api.InvalidRequestException;
import bn.experiments.architecture.Architecture;
import bn.experiments.data.ChannelNormalization;
import bn.experiments.data.Dataset;
import bn.experiments.data.digits.SyntheticDigits;
import bn.experiments.network.AdamOptions;
import bn.experiments.network.OptimizerOptions;
import bn.experiments.network.SgdOptions;
import bn.experiments.network.WeightDecay;
import bn.experiments.network.WeightInit;
import bn.experiments.train.Augmentation;
import bn.experiments.train.EpochMetrics;
import bn.experiments.train.LearningRateSchedule;
import bn.experiments.train.Preprocessing;
import bn.experiments.train.TrainingPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Training runs of convolutional networks, with everything that decides them. */
class ConvolutionalRunTest {
    private static final Dataset DIGITS = SyntheticDigits.draw(1, 96, 20).pool(2);

    @TempDir
    private Path scratch;

    private static final ChannelNormalization CHANNELS = ChannelNormalization.of(DIGITS.train());
    private static final WeightDecay DECAY = new WeightDecay(1e-3, 2e-3, 1e-3, 1e-4, 1e-3);
    private static final OptimizerOptions SGD = new SgdOptions(0.05, 0.9, true, DECAY);

    static Stream<OptimizerOptions> optimizers() {
        return Stream.of(SGD, new AdamOptions(1e-3, 0.9, 0.999, 1e-8, false, DECAY),
                new AdamOptions(1e-3, 0.8, 0.99, 1e-6, true, DECAY));
    }

    private static TrainingPlan plan(String architecture, OptimizerOptions optimizer, LearningRateSchedule.Kind kind,
            int epochs) {
        return new TrainingPlan(Architecture.parse(architecture, DIGITS.train()), DType.FLOAT32, "batch", SmallRun.USUAL, epochs,
                16, optimizer, 0.05, 7, new LearningRateSchedule(kind, 1, 1, 0.5), WeightInit.XAVIER,
                new Preprocessing(Optional.of(CHANNELS), new Augmentation(1, true), 0.1));
    }

    private List<EpochMetrics> train(String folder, TrainingPlan plan, boolean resume) {
        return new SmallRun().data(DIGITS).train(scratch.resolve(folder), plan, resume);
    }

    /** Weights, the optimizer's state, running statistics, order, noise, crops, flips, dropout and schedule. */
    @ParameterizedTest
    @MethodSource("optimizers")
    void aResumedRunHasTheBitsOfOneThatWasNeverStopped(OptimizerOptions optimizer) throws IOException {
        LearningRateSchedule.Kind step = LearningRateSchedule.Kind.STEP;
        TrainingPlan plan = plan("resnet8+dropout0.25", optimizer, step, 4);
        train("whole", plan, false);
        train("parts", plan("resnet8+dropout0.25", optimizer, step, 2), false);
        train("parts", plan, true);
        assertSameFiles("parts");
        // In the third epoch of 6 steps.
        assertThrows(CancellationException.class,
                () -> new SmallRun().data(DIGITS).interruptedAt(16).train(scratch.resolve("interrupted"), plan, false));
        assertEquals(2, train("interrupted", plan, true).size());
        assertSameFiles("interrupted");
    }

    private void assertSameFiles(String folder) throws IOException {
        for (String file : List.of("checkpoint.safetensors", "rates.csv")) {
            assertArrayEquals(Files.readAllBytes(scratch.resolve("whole").resolve(file)),
                    Files.readAllBytes(scratch.resolve(folder).resolve(file)), file);
        }
    }

    @Test
    void anotherOptimizerIsAnotherRun() {
        LearningRateSchedule.Kind constant = LearningRateSchedule.Kind.CONSTANT;
        List<OptimizerOptions> all = optimizers().toList();
        train("run", plan("lenet", all.get(1), constant, 2), false);
        String sgd = assertThrows(InvalidRequestException.class, () -> train("run", plan("lenet", SGD, constant, 3), true))
                .getMessage();
        assertTrue(sgd.contains("optimizer was \"adam\", now not given"), sgd);
        String other = assertThrows(InvalidRequestException.class,
                () -> train("run", plan("lenet", all.get(2), constant, 3), true)).getMessage();
        for (String setting : List.of("optimizer was \"adam\", now \"adamw\"", "beta1 was 0.9, now 0.8",
                "beta2 was 0.999, now 0.99", "adam-eps was 1.0E-8, now 1.0E-6")) {
            assertTrue(other.contains(setting), other);
        }
    }

    @Test
    void aScheduleOverOtherEpochsIsAnotherRun() {
        LearningRateSchedule.Kind cosine = LearningRateSchedule.Kind.COSINE;
        train("run", plan("lenet", SGD, cosine, 2), false);
        String message = assertThrows(InvalidRequestException.class, () -> train("run", plan("lenet", SGD, cosine, 3), true))
                .getMessage();
        assertTrue(message.contains("cosine over 2 epochs") && message.contains("cosine over 3 epochs"), message);
    }

    @Test
    void everyChannelHasARate() throws IOException {
        List<EpochMetrics> epochs = train("run", plan("lenet", SGD, LearningRateSchedule.Kind.CONSTANT, 3), false);
        assertTrue(epochs.get(2).trainLoss() < epochs.get(0).trainLoss(), epochs::toString);
        List<String> rates = Files.readAllLines(scratch.resolve("run").resolve("rates.csv"));
        assertEquals(1 + 3 * (6 + 16 + 120 + 84), rates.size());
        assertTrue(rates.stream().skip(1).allMatch(row -> row.endsWith(",ok")), rates::toString);
    }
}
