package bn.dl4j;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.experiments.monitor.MonitoredLayer;
import bn.experiments.monitor.MonitoredRun;
import bn.experiments.monitor.RunFolder;
import bn.monitor.MonitorSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.dataset.DataSet;

/** The reader of bn watch and bn report reads what a listener writes. */
class RunFolderTest {
    private static final int EXAMPLES = 16;

    /** Gamma, and the derivatives of the mean loss, at each step. */
    private static final class Scales extends BaseTrainingListener {
        private final String layer;
        private final List<double[]> gamma = new ArrayList<>();
        private final List<double[]> gradient = new ArrayList<>();

        Scales(String layer) {
            this.layer = layer;
        }

        @Override
        public void onGradientCalculation(Model model) {
            gamma.add(model.getParam(layer + "_gamma").ravel().toDoubleVector());
            double[] sums = model.gradient().getGradientFor(layer + "_gamma").ravel().toDoubleVector();
            gradient.add(Arrays.stream(sums).map(each -> each / EXAMPLES).toArray());
        }

        /** -(dL/dgamma) / gamma of a channel, as the mean of two steps. */
        private double lambda(int channel, int first, int second) {
            return -(gradient.get(first)[channel] / gamma.get(first)[channel]
                    + gradient.get(second)[channel] / gamma.get(second)[channel]) / 2;
        }

        private double netRate(int step) {
            return -IntStream.range(0, gamma.get(step).length).mapToDouble(k -> gamma.get(step)[k] * gradient.get(step)[k]).sum();
        }
    }

    /** Sums of a few float64 numbers, in another order. */
    @Test
    void theLastRowIsThatOfTheLastReadings(@TempDir Path temporary) {
        MultiLayerNetwork network = Networks.perceptron(DataType.FLOAT, Networks.norm().build());
        DataSet batch = Networks.rows(DataType.FLOAT, EXAMPLES);
        List<Scales> scales = List.of(new Scales("1"), new Scales("4"));
        try (BatchNormListener listener = new BatchNormListener(temporary.resolve("run"), new MonitorSettings(3, 2))) {
            network.setListeners(scales.get(0), scales.get(1), listener);
            for (int i = 0; i < 12; i++) {
                network.fit(batch);
            }
        }
        MonitoredRun run = RunFolder.read(temporary.resolve("run"));
        assertEquals(12, run.step());
        assertTrue(run.finished());
        assertEquals(List.of("layer1", "layer4"), run.layers().stream().map(MonitoredLayer::name).toList());
        for (int i = 0; i < 2; i++) {
            MonitoredLayer layer = run.layers().get(i);
            Scales expected = scales.get(i);
            assertArrayEquals(new long[] {6, 12}, layer.step());
            // Steps 9 and 12.
            double[] gamma = expected.gamma.get(11);
            double lambda = rootMeanSquare(IntStream.range(0, gamma.length).mapToDouble(k -> expected.lambda(k, 8, 11))
                    .toArray());
            assertTrue(lambda > 1e-3, "" + lambda);
            assertEquals(lambda, MonitoredLayer.last(layer.lambdaRms()), 1e-13 * lambda);
            assertEquals((expected.netRate(8) + expected.netRate(11)) / 2, MonitoredLayer.last(layer.netRate()),
                    1e-13 * lambda * gamma.length);
            assertEquals(rootMeanSquare(gamma), MonitoredLayer.last(layer.gammaRms()), 1e-13);
        }
    }

    private static double rootMeanSquare(double... values) {
        return Math.sqrt(Arrays.stream(values).map(each -> each * each).average().orElseThrow());
    }
}
