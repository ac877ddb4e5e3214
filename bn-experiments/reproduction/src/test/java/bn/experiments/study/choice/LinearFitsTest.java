package bn.experiments.study.choice;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.api.Moments;
import bn.api.backend.Backend;
import bn.experiments.data.Examples;
import bn.experiments.data.Targets;
import bn.experiments.rate.JointMoments;
import bn.experiments.testing.Cpu;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** On drawn examples of five features, the last one constant, and four classes, the last one without examples. */
class LinearFitsTest {
    private static final int FEATURES = 5;
    private static final int CLASSES = 4;
    private static final int COUNT = 60;
    /** Sums of some hundred terms of about 1 round in the 14th digit; the weights' condition is below 100. */
    private static final double TOLERANCE = 1e-11;

    private static Backend backend;
    private static Examples examples;
    private static Moments joint;
    private static LinearFits fit;

    @BeforeAll
    static void draw() {
        backend = Cpu.open();
        examples = drawn(1);
        joint = new JointMoments(backend).of(examples);
        fit = new LinearFits(joint, CLASSES, Optional.empty());
    }

    @AfterAll
    static void close() {
        backend.close();
    }

    private static Examples drawn(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] values = new double[COUNT * FEATURES];
        int[] labels = new int[COUNT];
        for (int i = 0; i < COUNT; i++) {
            labels[i] = random.nextInt(CLASSES - 1);
            for (int j = 0; j < FEATURES; j++) {
                values[i * FEATURES + j] = j == FEATURES - 1 ? 2 : random.nextGaussian() + (labels[i] == j ? 1 : 0);
            }
        }
        return Examples.ofRows(values, FEATURES, IntStream.range(0, COUNT).toArray(), new Targets.Labels(labels, CLASSES));
    }

    private static double prediction(LinearPredictor predictor, double[] inputs, int k) {
        double sum = predictor.targetMean()[k];
        for (int i = 0; i < FEATURES; i++) {
            sum += predictor.weights()[k][i] * (inputs[i] - predictor.inputMean()[i]);
        }
        return sum;
    }

    private static double[][] predictions(Examples on, LinearPredictor predictor) {
        double[][] z = new double[CLASSES][COUNT];
        double[] inputs = new double[FEATURES];
        for (int i = 0; i < COUNT; i++) {
            on.copyFeatures(i, inputs, 0);
            for (int k = 0; k < CLASSES; k++) {
                z[k][i] = prediction(predictor, inputs, k);
            }
        }
        return z;
    }

    /** T1: batch normalization's outputs have the standard deviation gamma, whatever the class; a class without examples none. */
    @Test
    void tunedOutputsHaveTheScale() {
        double[][] z = predictions(examples, fit.tuned(0.3));
        for (int k = 0; k < CLASSES; k++) {
            double mean = Arrays.stream(z[k]).average().orElseThrow();
            double square = Arrays.stream(z[k]).map(value -> (value - mean) * (value - mean)).sum();
            assertEquals(k == CLASSES - 1 ? 0 : 0.3, Math.sqrt(square / COUNT), TOLERANCE);
        }
    }

    /** The gradient of the squared loss with the penalty is 0, in the data's own terms. */
    @Test
    void ridgeAndWeightedAreStationary() {
        double rate = 0.2;
        assertStationary(fit.ridge(rate), rate, 0);
        double lambda = 0.7;
        assertStationary(fit.weighted(1 / (1 + lambda)), 0, lambda);
    }

    private static void assertStationary(LinearPredictor predictor, double rate, double lambda) {
        double[][] z = predictions(examples, predictor);
        double[] inputs = new double[FEATURES];
        for (int k = 0; k < CLASSES; k++) {
            double[] gradient = new double[FEATURES];
            for (int i = 0; i < COUNT; i++) {
                examples.copyFeatures(i, inputs, 0);
                double error = z[k][i] - (examples.label(i) == k ? 1 : 0);
                double penalty = lambda * (z[k][i] - predictor.targetMean()[k]);
                for (int j = 0; j < FEATURES; j++) {
                    gradient[j] += (error + penalty) * (inputs[j] - joint.mean()[j]) / COUNT;
                }
            }
            for (int j = 0; j < FEATURES; j++) {
                assertEquals(0, gradient[j] + rate * predictor.weights()[k][j], TOLERANCE);
            }
        }
    }

    /** Loss and accuracy against their definition, on other examples. */
    @Test
    void heldOutByDefinition() {
        Examples others = drawn(2);
        HeldOut heldOut = new HeldOut(others, new JointMoments(backend).of(others));
        LinearPredictor predictor = fit.ridge(0.1);
        double[][] z = predictions(others, predictor);
        double loss = 0;
        int right = 0;
        for (int i = 0; i < COUNT; i++) {
            int best = 0;
            for (int k = 0; k < CLASSES; k++) {
                loss += 0.5 * Math.pow(z[k][i] - (others.label(i) == k ? 1 : 0), 2) / COUNT;
                best = z[k][i] > z[best][i] ? k : best;
            }
            right += best == others.label(i) ? 1 : 0;
        }
        assertEquals(loss, heldOut.loss(predictor), TOLERANCE);
        ExampleScores scores = heldOut.scores(List.of(predictor)).get(0);
        assertEquals((double) right / COUNT, scores.accuracy());
        assertEquals(loss, Arrays.stream(scores.losses()).average().orElseThrow(), TOLERANCE);
    }

    /** The best hyperparameter is better than its neighbours; what separates them is far above rounding. */
    @Test
    void bestKnobs() {
        Examples others = drawn(3);
        HeldOut heldOut = new HeldOut(others, new JointMoments(backend).of(others));
        for (PenaltyFamily family : PenaltyFamily.values()) {
            double best = family.best(fit, heldOut);
            double loss = heldOut.loss(family.at(fit, best));
            assertTrue(loss < heldOut.loss(family.at(fit, best * 1.01)), family.label());
            assertTrue(loss < heldOut.loss(family.at(fit, best * 0.99)), family.label());
        }
    }

    /** Moments and weights of a projection are those of projected examples. */
    @Test
    void projections() {
        Projection projection = new Projection(new double[][] {{0.6, 0.8, 0, 0, 0}, {0, 0, 1, 0, 0}});
        Moments projected = projection.of(joint);
        double[] inputs = new double[FEATURES];
        double[] values = new double[2 * COUNT];
        int[] labels = new int[COUNT];
        for (int i = 0; i < COUNT; i++) {
            examples.copyFeatures(i, inputs, 0);
            values[2 * i] = 0.6 * inputs[0] + 0.8 * inputs[1];
            values[2 * i + 1] = inputs[2];
            labels[i] = examples.label(i);
        }
        Moments expected = new JointMoments(backend).of(Examples.ofRows(values, 2, IntStream.range(0, COUNT).toArray(),
                new Targets.Labels(labels, CLASSES)));
        assertArrayEquals(expected.mean(), projected.mean(), TOLERANCE);
        assertArrayEquals(expected.scatterMatrix(), projected.scatterMatrix(), TOLERANCE);

        LinearPredictor onComponents = new LinearFits(joint, CLASSES, Optional.of(projection)).tuned(0.3);
        LinearPredictor onProjected = new LinearFits(projected, CLASSES, Optional.empty()).tuned(0.3);
        for (int k = 0; k < CLASSES; k++) {
            double[] w = onProjected.weights()[k];
            assertArrayEquals(new double[] {0.6 * w[0], 0.8 * w[0], w[1], 0, 0}, onComponents.weights()[k], TOLERANCE);
        }
    }

    /** As many leading components as it takes: they keep 95 % of the variance, and one less does not. */
    @Test
    void leadingComponents() {
        double[] scatter = {64, 0, 0, 0, 30, 0, 0, 0, 6};
        assertEquals(3, Projection.leading(new Moments(1, new double[3], scatter), 3).rows().length);
        double[] narrow = {64, 0, 0, 0, 32, 0, 0, 0, 4};
        Projection two = Projection.leading(new Moments(1, new double[3], narrow), 3);
        assertEquals(2, two.rows().length);
        assertEquals(1, Math.abs(two.rows()[0][0]), TOLERANCE);
    }
}
