package bn.dl4j;

import static org.junit.jupiter.api.Assertions.assertEquals;

import bn.monitor.testing.MonitorTable;
import bn.monitor.testing.ReadmeExample;
import java.io.IOException;
import java.nio.file.Path;
import org.deeplearning4j.datasets.iterator.utilty.SingletonDataSetIterator;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;

/** The example of the README is this one, and it runs. */
class ReadmeTest {

    @Test
    void theExampleRuns(@TempDir Path temporary) throws IOException {
        Path folder = temporary.resolve("run");
        DataSetIterator data = new SingletonDataSetIterator(new DataSet(Nd4j.randn(12, 8), Nd4j.eye(3).repeat(0, 4)));
        // README
        MultiLayerConfiguration configuration = new NeuralNetConfiguration.Builder().updater(new Sgd(0.1)).list()
                .layer(new DenseLayer.Builder().nOut(16).activation(Activation.IDENTITY).build())
                .layer(new BatchNormalization()).layer(new ActivationLayer(Activation.RELU))
                .layer(new OutputLayer.Builder().nOut(3).activation(Activation.SOFTMAX).build())
                .setInputType(InputType.feedForward(8)).build();
        MultiLayerNetwork network = new MultiLayerNetwork(configuration);
        network.init();
        try (BatchNormListener listener = new BatchNormListener(folder)) {
            network.setListeners(listener);
            network.fit(data, 20);
        }
        // End of the README's example
        MonitorTable layers = MonitorTable.read(folder.resolve("layers.csv"));
        assertEquals("20", layers.rows().get(0).get("step"));
        assertEquals("2", layers.rows().get(0).get("readings"));
        assertEquals(ReadmeExample.inReadme(Path.of("README.md")),
                ReadmeExample.inTest(Path.of("src/test/java/bn/dl4j/ReadmeTest.java")));
    }
}
