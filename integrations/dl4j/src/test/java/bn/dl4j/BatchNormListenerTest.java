package bn.dl4j;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.monitor.MonitorSettings;
import bn.monitor.testing.MonitorTable;
import bn.theory.unit.UnitRate;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

/** Real training, with the folder's numbers compared with what DL4J's networks say in other ways. */
class BatchNormListenerTest {
    private static final MonitorSettings EVERY_STEP = new MonitorSettings(1, 1);

    @TempDir
    private Path temporary;

    private Path folder() {
        return temporary.resolve("run");
    }

    private MonitorTable table(String name) throws IOException {
        return MonitorTable.read(folder().resolve(name));
    }

    /**
     * The derivatives are those of the score as it changes with gamma: central differences in float64. With a step of 1e-5 they
     * err by 1e-10 of the third derivative, and by 1e-16 / 1e-5 of the score, which is about 1.
     */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void lambdaIsMinusTheDerivativeOfTheScoreOverGamma(boolean moved) throws IOException {
        MultiLayerNetwork network = Networks.perceptron(DataType.DOUBLE, Networks.norm().build());
        DataSet batch = Networks.rows(DataType.DOUBLE, 16);
        if (moved) {
            for (int i = 0; i < 5; i++) {
                network.fit(batch);
            }
        }
        double[][] expected = {lambdas(network, batch, "1_gamma"), lambdas(network, batch, "4_gamma")};
        try (BatchNormListener listener = new BatchNormListener(folder(), EVERY_STEP)) {
            network.setListeners(listener);
            network.fit(batch);
        }
        assertArrayEquals(expected[0], table("channels.csv").where("layer", "layer1").numbers("lambda"), 1e-8);
        assertArrayEquals(expected[1], table("channels.csv").where("layer", "layer4").numbers("lambda"), 1e-8);
    }

    private static double[] lambdas(MultiLayerNetwork network, DataSet batch, String name) {
        INDArray gamma = network.getParam(name);
        double h = 1e-5;
        double[] lambda = new double[(int) gamma.length()];
        for (int k = 0; k < lambda.length; k++) {
            double value = gamma.getDouble(k);
            gamma.putScalar(k, value + h);
            double above = network.score(batch, true);
            gamma.putScalar(k, value - h);
            double below = network.score(batch, true);
            gamma.putScalar(k, value);
            lambda[k] = -(above - below) / (2 * h) / value;
        }
        return lambda;
    }

    /**
     * Var(u) of the first layer from u = W'x + b, computed here in float64 of the batch and of the parameters before the step.
     * The running variance r starts at 1, and 2^-24 of it and of its change are lost at decay 0.9: 2 x 2^-24 r / 0.1, which is
     * less than 2e-6; the float32 mean, variance and |w|^2 of 16 examples lose less than 1e-6.
     */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void alphaOfAPerceptronIsThatOfItsBatch(boolean logarithm) throws IOException {
        MultiLayerNetwork network = Networks.perceptron(DataType.FLOAT, Networks.norm().useLogStd(logarithm).build());
        DataSet batch = Networks.rows(DataType.FLOAT, 16);
        Captured captured = new Captured();
        try (BatchNormListener listener = new BatchNormListener(folder(), EVERY_STEP)) {
            network.setListeners(captured, listener);
            for (int i = 0; i < 4; i++) {
                network.fit(batch);
            }
        }
        INDArray x = batch.getFeatures();
        double[][] u = new double[5][16];
        for (int k = 0; k < 5; k++) {
            for (int n = 0; n < 16; n++) {
                u[k][n] = captured.value("0_b", k);
                for (int i = 0; i < 6; i++) {
                    u[k][n] += captured.value("0_W", i, k) * x.getDouble(n, i);
                }
            }
        }
        double[] squares = new double[5];
        for (int k = 0; k < 5; k++) {
            for (int i = 0; i < 6; i++) {
                squares[k] += Math.pow(captured.value("0_W", i, k), 2);
            }
        }
        assertChannels("layer1", captured, "1", u, squares, 16);
        assertEquals(List.of("1", "2", "3", "4"), table("layers.csv").where("layer", "layer1").rows().stream()
                .map(each -> each.get("step")).toList());
    }

    @Test
    void alphaOfAConvolutionIsThatOfItsBatch() throws IOException {
        ComputationGraph network = Networks.convolutions(DataType.FLOAT);
        DataSet batch = Networks.images(DataType.FLOAT, 4);
        Captured captured = new Captured();
        try (BatchNormListener listener = new BatchNormListener(folder(), EVERY_STEP)) {
            network.setListeners(captured, listener);
            for (int i = 0; i < 3; i++) {
                network.fit(batch);
            }
        }
        INDArray x = batch.getFeatures();
        double[][] u = new double[3][4 * 36];
        double[] squares = new double[3];
        for (int k = 0; k < 3; k++) {
            for (int c = 0; c < 2; c++) {
                for (int i = 0; i < 9; i++) {
                    double w = captured.value("conv1_W", k, c, i / 3, i % 3);
                    squares[k] += w * w;
                    for (int p = 0; p < u[k].length; p++) {
                        u[k][p] += w * x.getDouble(p / 36, c, p % 36 / 6 + i / 3, p % 6 + i % 3);
                    }
                }
            }
        }
        assertChannels("bn1", captured, "bn1", u, squares, 4);
    }

    /**
     * T8, up to the rounding of sums in float64: through ReLU, pooling and the reshaping before the output layer, and with a
     * penalty of the weights in the score that must not be in the gradients.
     */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatANormalizationWritesIsWhatIsRead(boolean images) throws IOException {
        try (BatchNormListener listener = new BatchNormListener(folder(), EVERY_STEP)) {
            if (images) {
                ComputationGraph network = Networks.convolutions(DataType.DOUBLE);
                network.setListeners(listener);
                network.fit(Networks.images(DataType.DOUBLE, 4));
                network.fit(Networks.images(DataType.DOUBLE, 4));
            } else {
                MultiLayerNetwork network = Networks.perceptron(DataType.DOUBLE, Networks.norm().build());
                network.setListeners(listener);
                network.fit(Networks.rows(DataType.DOUBLE, 16));
                network.fit(Networks.rows(DataType.DOUBLE, 16));
            }
        }
        double[] errors = table("streams.csv").numbers("error");
        assertEquals(4, errors.length);
        Arrays.stream(errors).forEach(error -> assertEquals(0, error, 1e-8));
        assertTrue(Arrays.stream(table("streams.csv").numbers("consumers")).anyMatch(each -> Math.abs(each) > 1e-3));
    }

    /**
     * By the cosine, in float64, with weights of float64: the cosine of an angle of 0.01 loses 1e-16 / 0.01, that of the chord
     * less.
     */
    @ParameterizedTest
    @ValueSource(strings = {"layer1", "layer4"})
    void theAngleIsThatOfOneStep(String layer) throws IOException {
        MultiLayerNetwork network = Networks.perceptron(DataType.DOUBLE, Networks.norm().build());
        String name = layer.equals("layer1") ? "0_W" : "3_W";
        INDArray before = network.getParam(name).dup();
        try (BatchNormListener listener = new BatchNormListener(folder(), EVERY_STEP)) {
            network.setListeners(listener);
            network.fit(Networks.rows(DataType.DOUBLE, 16));
        }
        assertAngle(before, network.getParam(name), layer);
    }

    @Test
    void theAngleOfAConvolutionIsThatOfOneStep() throws IOException {
        ComputationGraph network = Networks.convolutions(DataType.DOUBLE);
        INDArray before = network.getParam("conv2_W").dup();
        try (BatchNormListener listener = new BatchNormListener(folder(), EVERY_STEP)) {
            network.setListeners(listener);
            network.fit(Networks.images(DataType.DOUBLE, 4));
        }
        // Outputs x inputs x height x width, as inputs x outputs of a dense layer.
        assertAngle(before.dup('c').reshape(4, 12).transpose(), network.getParam("conv2_W").dup('c').reshape(4, 12).transpose(),
                "bn2");
    }

    private void assertAngle(INDArray before, INDArray after, String layer) throws IOException {
        double squares = 0;
        for (int k = 0; k < before.columns(); k++) {
            double product = 0;
            double first = 0;
            double second = 0;
            for (int i = 0; i < before.rows(); i++) {
                product += before.getDouble(i, k) * after.getDouble(i, k);
                first += before.getDouble(i, k) * before.getDouble(i, k);
                second += after.getDouble(i, k) * after.getDouble(i, k);
            }
            squares += Math.pow(Math.acos(product / Math.sqrt(first * second)), 2) / before.columns();
        }
        double expected = Math.sqrt(squares);
        assertTrue(expected > 1e-4 && expected < 0.1, "" + expected);
        assertEquals(expected, table("layers.csv").where("layer", layer).numbers("angle")[0], 1e-10);
    }

    /** The last reading, and UnitRate of the same numbers. */
    private void assertChannels(String layer, Captured captured, String key, double[][] u, double[] squares, int batch)
            throws IOException {
        MonitorTable channels = table("channels.csv").where("layer", layer);
        double[] alpha = new double[u.length];
        for (int k = 0; k < u.length; k++) {
            double mean = Arrays.stream(u[k]).average().orElseThrow();
            double variance = Arrays.stream(u[k]).map(each -> (each - mean) * (each - mean)).average().orElseThrow();
            assertEquals(variance, channels.numbers("variance")[k], 3e-6);
            assertEquals(squares[k], channels.numbers("weight_norm2")[k], 1e-6 * squares[k]);
            double gradient = captured.gradient(key + "_gamma", k) / batch;
            assertEquals(gradient, channels.numbers("gamma_grad")[k], 1e-15);
            alpha[k] = new UnitRate(captured.value(key + "_gamma", k), gradient, variance, 1e-5, squares[k], 0).alpha();
        }
        MonitorTable rows = table("layers.csv").where("layer", layer);
        double last = rows.numbers("alpha_mean")[rows.rows().size() - 1];
        double scale = Arrays.stream(alpha).map(Math::abs).average().orElseThrow();
        assertEquals(Arrays.stream(alpha).average().orElseThrow(), last, 1e-5 * scale);
        double rate = rows.numbers("effective_learning_rate")[0];
        assertTrue(rate > 0 && Double.isFinite(rate));
        assertEquals(Networks.LEARNING_RATE, table("steps.csv").numbers("learning_rate")[0]);
    }

    /** Parameters and gradients at the last step, before the updater changes them. */
    private static final class Captured extends BaseTrainingListener {
        private Map<String, INDArray> values = Map.of();
        private Map<String, INDArray> gradients = Map.of();

        @Override
        public void onGradientCalculation(Model model) {
            values = copies(model.paramTable());
            gradients = copies(model.gradient().gradientForVariable());
        }

        private static Map<String, INDArray> copies(Map<String, INDArray> arrays) {
            Map<String, INDArray> copies = new HashMap<>();
            arrays.forEach((name, each) -> copies.put(name, each.dup()));
            return copies;
        }

        double value(String name, int... index) {
            return values.get(name).getDouble(index);
        }

        double gradient(String name, int index) {
            return gradients.get(name).getDouble(index);
        }
    }
}
