package bn.djl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.types.DataType;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.LambdaBlock;
import ai.djl.nn.ParallelBlock;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.norm.GhostBatchNorm;
import bn.api.BnException;
import bn.api.InvalidRequestException;
import bn.monitor.MonitorSettings;
import bn.monitor.testing.MonitorTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What cannot be monitored is said in one line, and what lacks something in a note. */
class BadInputTest {
    private static final MonitorSettings EVERY_SECOND = new MonitorSettings(1, 2);

    @TempDir
    private Path temporary;

    private Path folder() {
        return temporary.resolve("run");
    }

    private static Block linear(int units) {
        return Linear.builder().setUnits(units).build();
    }

    private static Block norm() {
        return BatchNorm.builder().build();
    }

    private static Training training(Block network, BatchNormListener listener) {
        return new Training(network, Training.ROWS, DataType.FLOAT32, listener);
    }

    private String refusal(Path folder, Block... blocks) {
        try (Training training = training(new SequentialBlock().addAll(blocks).add(linear(3)),
                new BatchNormListener(folder, EVERY_SECOND))) {
            String message = assertThrows(BnException.class, training::step).getMessage();
            assertFalse(message.contains("\n"));
            return message;
        }
    }

    /** monitor.json after two steps. */
    private String description(Block... blocks) throws IOException {
        try (Training training = training(new SequentialBlock().addAll(blocks).add(linear(3)),
                new BatchNormListener(folder(), EVERY_SECOND))) {
            training.step();
            training.step();
        }
        return Files.readString(folder().resolve("monitor.json"));
    }

    @Test
    void aNetworkWithoutNormalizationIsRefused() {
        assertEquals("the network has no batch normalization: there is nothing to monitor",
                refusal(folder(), linear(5), Activation.reluBlock()));
        assertFalse(Files.exists(folder()));
    }

    @Test
    void normalizationsWithoutATrainedGammaAloneAreRefusedAndWithOthersNoted() throws IOException {
        assertTrue(refusal(folder(), linear(5), BatchNorm.builder().optScale(false).build()).contains("there are no rates"));
        String json = description(linear(5), BatchNorm.builder().optScale(false).build(), linear(4), norm());
        assertTrue(
                json.contains(
                        "\"linear\": \"01Linear\", \"note\": \"has no gamma that is trained: scale is off, or it is frozen\""),
                json);
        assertTrue(json.contains("\"linear\": \"03Linear\", \"note\": null"), json);
    }

    @Test
    void withoutShiftThereAreRates() throws IOException {
        description(linear(5), BatchNorm.builder().optCenter(false).build(), Activation.reluBlock());
        MonitorTable streams = MonitorTable.read(folder().resolve("streams.csv"));
        assertEquals("0.0", streams.rows().get(0).get("shift"));
        assertEquals("", MonitorTable.read(folder().resolve("channels.csv")).rows().get(0).get("beta_grad"));
        assertEquals(0, streams.numbers("error")[0], 1e-4);
    }

    /** An activation, a function that is not known, and a start of a branch. */
    @Test
    void withoutALinearMapRightBeforeItThereIsNoAlpha() throws IOException {
        String json = description(linear(5), Activation.reluBlock(), norm(), linear(5),
                new SequentialBlock().add(arrays -> arrays).add(norm()),
                new ParallelBlock(each -> each.get(0),
                        List.of(new SequentialBlock().add(norm()), new SequentialBlock().add(norm()))));
        assertEquals(4, json.split("no linear map was found right before it: lambda only", -1).length - 1, json);
        MonitorTable layers = MonitorTable.read(folder().resolve("layers.csv"));
        // Nothing reads the second branch, so its gradients are 0, and its rates, too.
        assertEquals(4, layers.rows().size());
        layers.rows().forEach(each -> {
            assertEquals("", each.get("alpha_mean"));
            assertFalse(each.get("lambda_mean").isEmpty());
        });
    }

    @Test
    void aBlockThatChangesNothingMayBeInBetween() throws IOException {
        String json = description(linear(5), Blocks.identityBlock(), norm());
        assertTrue(json.contains("\"linear\": \"01Linear\", \"note\": null"), json);
    }

    @Test
    void ghostBatchesHaveNoAlpha() throws IOException {
        // Its outputs have one axis more than its inputs.
        String json = description(linear(5), GhostBatchNorm.builder().optVirtualBatchSize(8).build(),
                LambdaBlock.singleton(array -> array.reshape(16, 5)));
        assertTrue(json.contains("\"linear\": \"01Linear\", \"note\": \"parts of the batch are normalized alone: lambda only\""),
                json);
    }

    @Test
    void accumulatedGradientsAreLeftOut() throws IOException {
        try (Training training = training(Training.perceptron(), new BatchNormListener(folder(), EVERY_SECOND))) {
            training.step();
            training.backward();
            training.step();
            training.step();
        }
        String json = Files.readString(folder().resolve("monitor.json"));
        assertTrue(json.contains("gradients of several batches are accumulated: 1\""), json);
        assertEquals("4", MonitorTable.read(folder().resolve("layers.csv")).rows().get(2).get("step"));
    }

    @Test
    void aFolderThatCannotBeWrittenIsRefused() throws IOException {
        Path file = Files.writeString(temporary.resolve("file"), "");
        assertTrue(refusal(file.resolve("run"), linear(5), norm())
                .startsWith("the monitor cannot write the folder " + file.resolve("run")));
    }

    @Test
    void aSecondListenerInAFolderIsRefusedAndTheFirstGoesOn() throws IOException {
        BatchNormListener listener = new BatchNormListener(folder(), EVERY_SECOND);
        try (Training training = training(Training.perceptron(), listener)) {
            training.step();
            assertTrue(refusal(folder(), linear(5), norm()).contains("another monitor (process "));
            try (Training another = training(Training.perceptron(), listener)) {
                assertThrows(InvalidRequestException.class, another::step);
            }
            training.step();
        }
        assertEquals(2, MonitorTable.read(folder().resolve("layers.csv")).rows().size());
        assertTrue(refusal(folder(), linear(5), norm()).contains("has the readings of another run"));
    }

    @Test
    void aRunThatStopsHalfWayLeavesWholeRows() throws IOException {
        try (Training training = training(Training.perceptron(), new BatchNormListener(folder(), EVERY_SECOND))) {
            for (int i = 0; i < 5; i++) {
                training.step();
            }
            assertEquals(4, MonitorTable.read(folder().resolve("layers.csv")).rows().size());
            assertTrue(Files.readString(folder().resolve("monitor.json")).contains("\"finished\": null"));
            assertTrue(Files.exists(folder().resolve("monitor.lock")));
        }
        assertFalse(Files.exists(folder().resolve("monitor.lock")));
        assertEquals(6, MonitorTable.read(folder().resolve("layers.csv")).rows().size());
        assertFalse(Files.readString(folder().resolve("monitor.json")).contains("\"finished\": null"));
    }
}
