package bn.djl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.nn.Block;
import ai.djl.training.Trainer;
import ai.djl.training.listener.TrainingListenerAdapter;
import bn.monitor.MonitorSettings;
import bn.monitor.testing.MonitorTable;
import bn.theory.unit.UnitRate;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real training, with the folder's numbers compared with what DJL's networks say in other ways. */
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
     * The derivatives are those of the mean loss as it changes with gamma, without weight decay: central differences in float64.
     * With a step of 1e-5 they err by 1e-10 of the third derivative, and by 1e-16 / 1e-5 of the loss, which is about 1. Only one
     * step, because DJL's optimizers refuse float64.
     */
    @Test
    void lambdaIsMinusTheDerivativeOfTheLossOverGamma() throws IOException {
        List<double[]> expected;
        try (Training training = new Training(Training.perceptron(), Training.ROWS, DataType.FLOAT64,
                new BatchNormListener(folder(), EVERY_STEP))) {
            training.moveScalesAndShifts();
            expected = List.of(lambdas(training, 1, 1e-5), lambdas(training, 4, 1e-5));
            training.backward();
        }
        assertArrayEquals(expected.get(0), table("channels.csv").where("layer", "02BatchNorm").numbers("lambda"), 1e-8);
        assertArrayEquals(expected.get(1), table("channels.csv").where("layer", "05BatchNorm").numbers("lambda"), 1e-8);
        assertEquals("", table("layers.csv").rows().get(0).get("angle"), "there was no step of the optimizer");
    }

    /**
     * In the third step in float32. The step of 0.02 errs by 1e-7 / 0.02 for the rounding of the loss, and by 0.02^2 / 6 of the
     * third derivative; the sum of three gradients would be off by more than 0.02.
     */
    @Test
    void theGradientsAreThoseOfOneBatch() throws IOException {
        double[] expected;
        try (Training training = new Training(Training.perceptron(), Training.ROWS, DataType.FLOAT32,
                new BatchNormListener(folder(), new MonitorSettings(3, 1)))) {
            training.step();
            training.step();
            expected = lambdas(training, 1, 0.02);
            training.step();
        }
        assertArrayEquals(expected, table("channels.csv").where("layer", "02BatchNorm").numbers("lambda"), 1e-3);
        assertTrue(Arrays.stream(expected).map(Math::abs).max().orElseThrow() > 0.01);
    }

    private static double[] lambdas(Training training, int block, double h) {
        NDArray gamma = training.block(block).getDirectParameters().get("gamma").getArray();
        double[] values = gamma.toType(DataType.FLOAT64, true).toDoubleArray();
        double[] lambda = new double[values.length];
        gamma.setRequiresGradient(false);
        for (int k = 0; k < values.length; k++) {
            gamma.set(new NDIndex(k), values[k] + h);
            double above = training.loss();
            gamma.set(new NDIndex(k), values[k] - h);
            double below = training.loss();
            gamma.set(new NDIndex(k), values[k]);
            lambda[k] = -(above - below) / (2 * h) / values[k];
        }
        gamma.setRequiresGradient(true);
        return lambda;
    }

    /**
     * Var(u) of the first layer from u = Wx + b, computed here in float64 of the batch and of the parameters before the step. The
     * running variance r is of the order of 1, and of it and of the products that make it up 3 x 2^-24 are lost at most, which
     * the momentum 0.9 makes ten times as much: 2e-6. The float32 variance and |w|^2 lose less than 1e-6.
     */
    @Test
    void alphaOfAPerceptronIsThatOfItsBatch() throws IOException {
        Captured captured = new Captured(0, 1);
        double[][] u = new double[5][16];
        double[] squares = new double[5];
        try (Training training = new Training(Training.perceptron(), Training.ROWS, DataType.FLOAT32, captured,
                new BatchNormListener(folder(), EVERY_STEP))) {
            captured.training = training;
            for (int i = 0; i < 4; i++) {
                training.step();
            }
            float[] x = training.x.toFloatArray();
            double[] w = captured.values.get("weight");
            for (int k = 0; k < 5; k++) {
                for (int i = 0; i < 6; i++) {
                    squares[k] += w[6 * k + i] * w[6 * k + i];
                    for (int n = 0; n < 16; n++) {
                        u[k][n] += w[6 * k + i] * x[6 * n + i];
                    }
                }
            }
        }
        assertChannels("02BatchNorm", captured, u, squares);
        MonitorTable rows = table("layers.csv").where("layer", "02BatchNorm");
        assertEquals(List.of("1", "2", "3", "4"), rows.rows().stream().map(each -> each.get("step")).toList());
        assertEquals("", rows.rows().get(0).get("alpha_mean"), "the running variance before the first step is not known");
        double[] losses = table("steps.csv").numbers("loss");
        assertTrue(losses[3] < losses[0], Arrays.toString(losses));
    }

    @Test
    void alphaOfAConvolutionIsThatOfItsBatch() throws IOException {
        Captured captured = new Captured(0, 0, 0, 1);
        double[][] u = new double[3][4 * 36];
        double[] squares = new double[3];
        try (Training training = new Training(Training.convolutions(), Training.IMAGES, DataType.FLOAT32, captured,
                new BatchNormListener(folder(), new MonitorSettings(2, 1)))) {
            captured.training = training;
            for (int i = 0; i < 4; i++) {
                training.step();
            }
            float[] x = training.x.toFloatArray();
            double[] w = captured.values.get("weight");
            for (int k = 0; k < 3; k++) {
                for (int i = 0; i < 18; i++) {
                    squares[k] += w[18 * k + i] * w[18 * k + i];
                    for (int p = 0; p < u[k].length; p++) {
                        int row = p % 36 / 6 + i % 9 / 3;
                        int column = p % 6 + i % 3;
                        u[k][p] += w[18 * k + i] * x[(p / 36 * 2 + i / 9) * 64 + row * 8 + column];
                    }
                }
            }
        }
        assertChannels("01SequentialBlock.02BatchNorm", captured, u, squares);
        assertTrue(java.nio.file.Files.readString(folder().resolve("monitor.json"))
                .contains("\"linear\": \"01SequentialBlock.01Conv2d\", \"note\": null"));
    }

    /** The last reading, and UnitRate of the same numbers. */
    private void assertChannels(String layer, Captured captured, double[][] u, double[] squares) throws IOException {
        MonitorTable channels = table("channels.csv").where("layer", layer);
        double[] alpha = new double[u.length];
        for (int k = 0; k < u.length; k++) {
            double mean = Arrays.stream(u[k]).average().orElseThrow();
            double variance = Arrays.stream(u[k]).map(each -> (each - mean) * (each - mean)).average().orElseThrow();
            assertEquals(variance, channels.numbers("variance")[k], 3e-6 * Math.max(1, variance));
            assertEquals(squares[k], channels.numbers("weight_norm2")[k], 1e-6 * squares[k]);
            double gradient = captured.values.get("gamma gradient")[k];
            assertEquals(gradient, channels.numbers("gamma_grad")[k]);
            alpha[k] = new UnitRate(captured.values.get("gamma")[k], gradient, variance, 1e-5, squares[k], 0).alpha();
        }
        MonitorTable rows = table("layers.csv").where("layer", layer);
        double last = rows.numbers("alpha_mean")[rows.rows().size() - 1];
        double scale = Arrays.stream(alpha).map(Math::abs).average().orElseThrow();
        assertEquals(Arrays.stream(alpha).average().orElseThrow(), last, 1e-5 * scale);
    }

    /**
     * By the cosine, in float64, which loses 1e-16 / 0.01 of an angle of 0.01. The lengths of float32 weights have an error of
     * 2^-23, and the part of the step along the weights is at most 0.1 of it: so is that of the angle.
     */
    @Test
    void theAngleIsThatOfOneStep() throws IOException {
        double[] before;
        double[] after;
        try (Training training = new Training(Training.convolutions(), Training.IMAGES, DataType.FLOAT32,
                new BatchNormListener(folder(), new MonitorSettings(2, 1)))) {
            training.step();
            before = Captured.values(training.block(2, 0), "weight");
            training.step();
            after = Captured.values(training.block(2, 0), "weight");
            training.step();
        }
        double squares = 0;
        for (int k = 0; k < 16; k++) {
            double product = 0;
            double first = 0;
            double second = 0;
            for (int i = 12 * k; i < 12 * (k + 1); i++) {
                product += before[i] * after[i];
                first += before[i] * before[i];
                second += after[i] * after[i];
            }
            squares += Math.pow(Math.acos(product / Math.sqrt(first * second)), 2) / 16;
        }
        double expected = Math.sqrt(squares);
        assertTrue(expected > 1e-4 && expected < 0.1, "" + expected);
        assertEquals(expected, table("layers.csv").where("layer", "03SequentialBlock.02BatchNorm").numbers("angle")[0], 1e-6);
    }

    /** T8, up to the rounding of sums in float64, of one step, because DJL's optimizers refuse float64. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatANormalizationWritesIsWhatIsRead(boolean images) throws IOException {
        try (Training training = new Training(images ? Training.convolutions() : Training.perceptron(),
                images ? Training.IMAGES : Training.ROWS, DataType.FLOAT64, new BatchNormListener(folder(), EVERY_STEP))) {
            training.moveScalesAndShifts();
            training.backward();
        }
        double[] errors = table("streams.csv").numbers("error");
        assertEquals(2, errors.length);
        Arrays.stream(errors).forEach(error -> assertEquals(0, error, 1e-8));
        assertTrue(Arrays.stream(table("streams.csv").numbers("consumers")).anyMatch(each -> Math.abs(each) > 1e-3));
    }

    /** What the framework has at the last step, before the optimizer changes it. */
    private static final class Captured extends TrainingListenerAdapter {
        private final int[] linear;
        private final int[] norm;
        private final Map<String, double[]> values = new HashMap<>();
        private Training training;

        /** Paths of the two blocks, the linear map first. */
        Captured(int... paths) {
            linear = Arrays.copyOf(paths, paths.length / 2);
            norm = Arrays.copyOfRange(paths, paths.length / 2, paths.length);
        }

        @Override
        public void onTrainingBatch(Trainer trainer, BatchData batch) {
            values.put("weight", values(training.block(linear), "weight"));
            values.put("gamma", values(training.block(norm), "gamma"));
            values.put("gamma gradient", values(parameter(training.block(norm), "gamma").getGradient()));
        }

        private static NDArray parameter(Block block, String name) {
            return block.getDirectParameters().get(name).getArray();
        }

        static double[] values(Block block, String name) {
            return values(parameter(block, name));
        }

        private static double[] values(NDArray array) {
            return array.toType(DataType.FLOAT64, true).toDoubleArray();
        }
    }
}
