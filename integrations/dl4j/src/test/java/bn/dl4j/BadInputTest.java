package bn.dl4j;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.api.BnException;
import bn.api.InvalidRequestException;
import bn.monitor.MonitorSettings;
import bn.monitor.testing.MonitorTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayerWithBackprop;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.dataset.DataSet;

/** What cannot be monitored is said in one line, and what lacks something in a note. */
class BadInputTest {
    private static final MonitorSettings EVERY_SECOND = new MonitorSettings(1, 2);

    @TempDir
    private Path temporary;
    private final DataSet batch = Networks.rows(DataType.FLOAT, 8);

    private static MultiLayerNetwork network(org.deeplearning4j.nn.conf.layers.Layer... layers) {
        var list = Networks.settings(DataType.FLOAT).list();
        for (var each : layers) {
            list.layer(each);
        }
        MultiLayerNetwork network = new MultiLayerNetwork(list.layer(Networks.classes()).setInputType(InputType.feedForward(6))
                .build());
        network.init();
        return network;
    }

    private static DenseLayer dense(Activation activation) {
        return new DenseLayer.Builder().nOut(5).activation(activation).build();
    }

    private void fit(MultiLayerNetwork network, Path folder, int steps) {
        try (BatchNormListener listener = new BatchNormListener(folder, EVERY_SECOND)) {
            network.setListeners(listener);
            for (int i = 0; i < steps; i++) {
                network.fit(batch);
            }
        }
    }

    private String refusal(MultiLayerNetwork network, Path folder) {
        String message = assertThrows(BnException.class, () -> fit(network, folder, 1)).getMessage();
        assertFalse(message.contains("\n"));
        return message;
    }

    private String description(MultiLayerNetwork network) throws IOException {
        Path folder = Files.createTempDirectory(temporary, "run");
        fit(network, folder, 3);
        return Files.readString(folder.resolve("monitor.json"));
    }

    @Test
    void aNetworkWithoutNormalizationIsRefused() {
        assertEquals("the network has no batch normalization: there is nothing to monitor",
                refusal(network(dense(Activation.RELU)), temporary.resolve("run")));
        assertFalse(Files.exists(temporary.resolve("run")));
    }

    @Test
    void lockedGammasAloneAreRefusedAndWithOthersNoted() throws IOException {
        BatchNormalization locked = Networks.norm().lockGammaBeta(true).build();
        assertTrue(refusal(network(dense(Activation.IDENTITY), locked), temporary.resolve("run")).contains("locked or frozen"));
        String json = description(
                network(dense(Activation.IDENTITY), locked, dense(Activation.IDENTITY), Networks.norm().build()));
        assertTrue(json.contains("\"name\": \"layer1\", \"channels\": 5, \"eps\": 1.0E-5, \"linear\": \"layer0\", "
                + "\"note\": \"has no gamma: gamma and beta are locked\""), json);
        assertTrue(json.contains("\"linear\": \"layer2\", \"note\": null"), json);
    }

    @Test
    void aFrozenNormalizationIsNoted() throws IOException {
        String json = description(network(dense(Activation.IDENTITY), new FrozenLayer(Networks.norm().build()),
                dense(Activation.IDENTITY), Networks.norm().build()));
        assertTrue(json.contains("\"note\": \"frozen: in evaluation mode, its gradients are not rates\""), json);
    }

    @Test
    void aFrozenLinearMapIsRead() throws IOException {
        String json = description(network(new FrozenLayerWithBackprop(dense(Activation.IDENTITY)), Networks.norm().build()));
        assertTrue(json.contains("\"linear\": \"layer0\", \"note\": null"), json);
    }

    @Test
    void withoutALinearMapRightBeforeItThereIsNoAlpha() throws IOException {
        MultiLayerNetwork network = network(dense(Activation.RELU), Networks.norm().build(), dense(Activation.IDENTITY),
                new ActivationLayer(Activation.RELU), Networks.norm().build());
        Path folder = temporary.resolve("run");
        fit(network, folder, 2);
        MonitorTable layers = MonitorTable.read(folder.resolve("layers.csv"));
        assertEquals(2, layers.rows().size());
        layers.rows().forEach(each -> {
            assertEquals("", each.get("alpha_mean"));
            assertFalse(each.get("lambda_mean").isEmpty());
        });
        String json = Files.readString(folder.resolve("monitor.json"));
        assertEquals(2, json.split("no linear map was found right before it: lambda only", -1).length - 1);
    }

    @Test
    void aFolderThatCannotBeWrittenIsRefused() throws IOException {
        Path file = Files.writeString(temporary.resolve("file"), "");
        MultiLayerNetwork network = network(dense(Activation.IDENTITY), Networks.norm().build());
        assertTrue(
                refusal(network, file.resolve("run")).startsWith("the monitor cannot write the folder " + file.resolve("run")));
    }

    @Test
    void aSecondListenerInAFolderIsRefusedAndTheFirstGoesOn() throws IOException {
        MultiLayerNetwork network = network(dense(Activation.IDENTITY), Networks.norm().build());
        Path folder = temporary.resolve("run");
        try (BatchNormListener listener = new BatchNormListener(folder, EVERY_SECOND)) {
            network.setListeners(listener);
            network.fit(batch);
            MultiLayerNetwork another = network(dense(Activation.IDENTITY), Networks.norm().build());
            assertTrue(refusal(another, folder).contains("another monitor (process "));
            another.setListeners(listener);
            assertThrows(InvalidRequestException.class, () -> another.fit(batch));
            network.fit(batch);
        }
        assertEquals(1, MonitorTable.read(folder.resolve("layers.csv")).rows().size());
        assertTrue(refusal(network, folder).contains("has the readings of another run"));
    }

    @Test
    void aRunThatStopsHalfWayLeavesWholeRows() throws IOException {
        MultiLayerNetwork network = network(dense(Activation.IDENTITY), Networks.norm().build());
        Path folder = temporary.resolve("run");
        @SuppressWarnings("resource") // It is left as a process that is killed leaves it.
        BatchNormListener listener = new BatchNormListener(folder, EVERY_SECOND);
        network.setListeners(listener);
        for (int i = 0; i < 5; i++) {
            network.fit(batch);
        }
        assertEquals(2, MonitorTable.read(folder.resolve("layers.csv")).rows().size());
        assertTrue(Files.readString(folder.resolve("monitor.json")).contains("\"finished\": null"));
        assertTrue(Files.exists(folder.resolve("monitor.lock")));
        assertDoesNotThrow(listener::close);
        assertFalse(Files.exists(folder.resolve("monitor.lock")));
        assertEquals(3, MonitorTable.read(folder.resolve("layers.csv")).rows().size());
        assertFalse(Files.readString(folder.resolve("monitor.json")).contains("\"finished\": null"));
    }
}
