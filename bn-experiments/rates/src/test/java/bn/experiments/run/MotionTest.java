package bn.experiments.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.api.DType;
import bn.api.InvalidRequestException;
import bn.api.Tensor;
import bn.api.backend.Backend;
import bn.api.norm.NormalizationOptions;
import bn.experiments.architecture.Architecture;
import bn.experiments.network.BackwardHook;
import bn.experiments.network.Layer;
import bn.experiments.network.Linear;
import bn.experiments.network.SgdOptions;
import bn.experiments.testing.Cpu;
import bn.experiments.train.Trainer;
import bn.experiments.train.TrainingListener;
import bn.experiments.train.TrainingPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** motion.csv: what T10 speaks of, for every unit and epoch. */
class MotionTest {
    private static final int STEPS = 6;
    @TempDir
    private Path scratch;

    private static TrainingPlan plan(int epochs, double eps, SgdOptions sgd) {
        return new TrainingPlan(new Architecture(List.of(49, 4, 3, 10)), DType.FLOAT64, "batch",
                NormalizationOptions.pytorch().withEps(eps), epochs, 16, sgd, 0, 7);
    }

    private static SmallRun run() {
        return new SmallRun().dtype(DType.FLOAT64).recordingMotion();
    }

    /** The numbers of the rows, with epoch, layer and unit in front. */
    private List<double[]> rows(String folder) throws IOException {
        return Files.readAllLines(scratch.resolve(folder).resolve("motion.csv")).stream().skip(1).map(line -> {
            String[] cells = line.split(",", -1);
            double[] row = new double[cells.length];
            for (int i = 0; i < row.length; i++) {
                row[i] = Double.parseDouble(cells[i]);
            }
            return row;
        }).toList();
    }

    /** Weights and gradients of the two hidden layers, copied at every step of the same training. */
    private static final class Copies implements BackwardHook {
        final List<Layer> layers;
        final List<List<double[]>> weights = List.of(new ArrayList<>(), new ArrayList<>());
        final List<List<double[]>> gradients = List.of(new ArrayList<>(), new ArrayList<>());

        Copies(Trainer trainer) {
            layers = trainer.network().layers();
        }

        @Override
        public void afterLayer(Linear linear, Tensor x, Tensor dz) {
            for (int i = 0; i < 2; i++) {
                if (layers.get(i).linear() == linear) {
                    weights.get(i).add(linear.weights().value().toDoubles());
                    gradients.get(i).add(linear.weights().gradient().toDoubles());
                }
            }
        }
    }

    /** The means of the definition, from copies of all weights; the angle by its cosine and, for the small ones, the chord. */
    @Test
    void rowsAreTheMeansOverTheStepsOfAnEpoch() throws IOException {
        TrainingPlan plan = plan(2, 1e-5, new SgdOptions(0.1, 0.9, 0.01, 0, 0));
        run().train(scratch.resolve("run"), plan, false);
        List<double[]> expected = new ArrayList<>();
        try (Backend backend = Cpu.open();
                Trainer trainer = new Trainer(plan, SmallRun.DIGITS, backend, Cpu.normalization("batch"))) {
            assertEquals(STEPS, trainer.stepsPerEpoch());
            for (int epoch = 1; epoch <= 2; epoch++) {
                Copies copies = new Copies(trainer);
                trainer.epoch(epoch, new TrainingListener() {}, copies);
                for (int layer = 0; layer < 2; layer++) {
                    copies.weights.get(layer).add(copies.layers.get(layer).linear().weights().value().toDoubles());
                    for (int unit = 0; unit < copies.layers.get(layer).units(); unit++) {
                        expected.add(naive(epoch, layer, unit, copies.weights.get(layer), copies.gradients.get(layer)));
                    }
                }
            }
        }
        List<double[]> rows = rows("run");
        assertEquals(2 * (4 + 3), rows.size());
        for (int i = 0; i < rows.size(); i++) {
            for (int j = 0; j < 10; j++) {
                // Sums of at most 49 terms, and the cosine of an angle of at least 0.01 loses 1e-16 / 0.01^2.
                assertEquals(1, rows.get(i)[j] / expected.get(i)[j], 1e-10, "row " + i + ", column " + j);
            }
        }
    }

    private static double[] naive(int epoch, int layer, int unit, List<double[]> weights, List<double[]> gradients) {
        double[] row = new double[10];
        row[0] = epoch;
        row[1] = layer + 1;
        row[2] = unit + 1;
        for (int t = 0; t < STEPS; t++) {
            double[] w = part(weights.get(t), unit, layer);
            double[] next = part(weights.get(t + 1), unit, layer);
            double[] gradient = part(gradients.get(t), unit, layer);
            double square = sum(w, w);
            double angle = Math.acos(sum(w, next) / Math.sqrt(square * sum(next, next)));
            double step = 0;
            for (int j = 0; j < w.length; j++) {
                step += (next[j] - w[j]) * (next[j] - w[j]);
            }
            double[] terms = {square, square * square, 1 / square, sum(gradient, gradient), square * sum(gradient, gradient),
                    step,
                    angle * angle};
            for (int j = 0; j < terms.length; j++) {
                row[3 + j] += terms[j] / STEPS;
            }
        }
        return row;
    }

    private static double[] part(double[] matrix, int unit, int layer) {
        int inputs = layer == 0 ? 49 : 4;
        double[] row = new double[inputs];
        System.arraycopy(matrix, unit * inputs, row, 0, inputs);
        return row;
    }

    private static double sum(double[] a, double[] b) {
        double sum = 0;
        for (int j = 0; j < a.length; j++) {
            sum += a[j] * b[j];
        }
        return sum;
    }

    /**
     * With eps = 0 and no momentum, |w'|^2 = (1 - eta kappa)^2 |w|^2 + eta^2 |gradient|^2 at every step. So log |w|^2 is in balance
     * over a run up to its change, and T10 (b) can be read off the file: the squared angles are 2 eta kappa, and |w|^4 is
     * eta G / (2 kappa).
     */
    @Test
    void anglesAndLengthsOfTheFileAreThoseOfTheory() throws IOException {
        double eta = 0.4;
        double kappa = 0.05;
        int epochs = 120;
        run().train(scratch.resolve("run"), plan(epochs, 0, new SgdOptions(eta, 0, kappa, 0, 0)), false);
        for (int layer = 1; layer <= 2; layer++) {
            double[] sums = new double[10];
            int rows = 0;
            for (double[] row : rows("run")) {
                // 1 / (4 eta kappa) = 12.5 steps, 2 epochs, to equilibrium; 40 epochs before, and 480 steps counted.
                if (row[1] == layer && row[0] > 40) {
                    rows++;
                    for (int j = 0; j < 10; j++) {
                        sums[j] += row[j];
                    }
                }
            }
            double angle = Math.sqrt(sums[9] / rows);
            // End terms: 1/12 of a change of log |w|^2 by e over 38 relaxation times is 0.2 %. Steps of finite size: eta kappa = 2 %.
            assertEquals(1, angle / Math.sqrt(2 * eta * kappa), 0.02, "layer " + layer);
            // End terms 1 / 38; eta kappa times the kurtosis of G, taken for at most 3.
            assertEquals(1, sums[4] / (eta * sums[7] / (2 * kappa)), 0.08, "layer " + layer);
        }
    }

    @Test
    void aResumedRunHasTheSameFile() throws IOException {
        SgdOptions sgd = new SgdOptions(0.1, 0.9, 0.01, 0, 0);
        run().train(scratch.resolve("whole"), plan(3, 1e-5, sgd), false);
        SmallRun cut = run().interruptedAt(2 * STEPS + 3);
        assertThrows(CancellationException.class, () -> cut.train(scratch.resolve("cut"), plan(3, 1e-5, sgd), false));
        run().train(scratch.resolve("cut"), plan(3, 1e-5, sgd), true);
        assertEquals(Files.readString(scratch.resolve("whole/motion.csv")), Files.readString(scratch.resolve("cut/motion.csv")));
        Path damaged = scratch.resolve("cut/motion.csv");
        String text = Files.readString(damaged);
        int digit = text.indexOf("\n2,1,1,") - 1;
        Files.writeString(damaged,
                text.substring(0, digit) + (text.charAt(digit) == '1' ? '2' : '1') + text.substring(digit + 1));
        assertTrue(assertThrows(RuntimeException.class, () -> run().train(scratch.resolve("cut"), plan(4, 1e-5, sgd), true))
                .getMessage().contains("motion.csv is damaged"));
    }

    @Test
    void aRunRecordsItFromTheFirstEpochOrNever() {
        SgdOptions sgd = new SgdOptions(0.1, 0.9, 0.01, 0, 0);
        new SmallRun().dtype(DType.FLOAT64).train(scratch.resolve("without"), plan(1, 1e-5, sgd), false);
        assertTrue(assertThrows(InvalidRequestException.class,
                () -> run().train(scratch.resolve("without"), plan(2, 1e-5, sgd), true)).getMessage()
                .contains("motion was not given, now true"));
        run().train(scratch.resolve("with"), plan(1, 1e-5, sgd), false);
        assertTrue(assertThrows(InvalidRequestException.class,
                () -> new SmallRun().dtype(DType.FLOAT64).train(scratch.resolve("with"), plan(2, 1e-5, sgd), true)).getMessage()
                .contains("motion was true, now not given"));
    }

    /** Recorded gradients are stored before the update, which on larger networks in float32 rounds otherwise. Here it does not. */
    @Test
    void recordingChangesNoResultOfASmallNetwork() throws IOException {
        for (DType dtype : DType.values()) {
            SmallRun run = new SmallRun().dtype(dtype);
            run.train(scratch.resolve("without" + dtype), run.plan(2, 0.1), false);
            run.recordingMotion().train(scratch.resolve("with" + dtype), run.plan(2, 0.1), false);
            assertEquals(Files.readString(scratch.resolve("without" + dtype + "/rates.csv")),
                    Files.readString(scratch.resolve("with" + dtype + "/rates.csv")));
        }
    }

    @Test
    void withoutNormalizationThereIsNothingToRecord() {
        TrainingPlan plan = new TrainingPlan(new Architecture(List.of(49, 4, 3, 10)), DType.FLOAT64, "none",
                NormalizationOptions.pytorch(), 1, 16, new SgdOptions(0.1, 0, 0, 0, 0), 0, 7);
        assertTrue(assertThrows(InvalidRequestException.class, () -> run().train(scratch.resolve("none"), plan, false))
                .getMessage().contains("cannot be recorded"));
    }
}
