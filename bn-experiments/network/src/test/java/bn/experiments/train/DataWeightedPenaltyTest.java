package bn.experiments.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.api.DType;
import bn.api.Shape;
import bn.api.Tensor;
import bn.api.backend.Backend;
import bn.api.kernel.Activation;
import bn.api.kernel.Convolution;
import bn.api.kernel.Window;
import bn.api.norm.NormalizationOptions;
import bn.experiments.architecture.Architecture;
import bn.experiments.architecture.ArchitectureBuilder;
import bn.experiments.architecture.LinearSpec;
import bn.experiments.architecture.NodeSpec;
import bn.experiments.architecture.Operation;
import bn.experiments.network.BackwardHook;
import bn.experiments.network.Layer;
import bn.experiments.network.Linear;
import bn.experiments.network.Network;
import bn.experiments.network.NetworkSpec;
import bn.experiments.testing.Cpu;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DataWeightedPenaltyTest {
    private static final int BATCH = 9;
    private static final double STEP = 1e-4;
    private static final List<double[]> RATES = List.of(new double[] {0.7, -0.3, 0, 1.9}, new double[] {2.5, 0.4, -1.1});

    private Backend backend;
    private Network network;
    private Tensor inputs;

    @BeforeEach
    void open() {
        backend = Cpu.open();
        network = new Network(backend, new NetworkSpec(Architecture.parse("5-4-3-2"), DType.FLOAT64,
                NormalizationOptions.pytorch(), BATCH, 3), Cpu.normalization("none"));
        inputs = backend.allocate(DType.FLOAT64, Shape.of(BATCH, 5));
        // Means as large as the deviations, so that a covariance that is not centred is found.
        inputs.upload(new SplittableRandom(5).doubles(BATCH * 5L, 0, 2).toArray(), 0);
    }

    @AfterEach
    void close() {
        network.close();
        backend.close();
    }

    /** What the penalty adds to the gradients of the weights, for the first n examples. */
    private double[][] added(int n, DataWeightedPenalty penalty) {
        double[][] plain = gradients(n, BackwardHook.STORE);
        double[][] penalized = gradients(n, (dense, x, dz) -> {
            BackwardHook.STORE.afterLayer(dense, x, dz);
            penalty.afterLayer(dense, x, dz);
        });
        for (int l = 0; l < plain.length; l++) {
            for (int i = 0; i < plain[l].length; i++) {
                penalized[l][i] -= plain[l][i];
            }
        }
        return penalized;
    }

    private double[][] gradients(int n, BackwardHook hook) {
        Tensor x = inputs.rows(0, n);
        double[] outputs = network.forward(x).toDoubles();
        network.outputGradient(n).upload(outputs, 0);
        network.backward(x, hook);
        return network.layers().stream().filter(Layer::hasLinear).map(layer -> layer.linear().weights().gradient().toDoubles())
                .toArray(double[][]::new);
    }

    /** The inputs of a layer. */
    private double[] into(int layer, int n) {
        return layer == 0 ? inputs.rows(0, n).toDoubles() : network.layers().get(layer - 1).outputs(n).toDoubles();
    }

    /** sum_k (lambda_k / 2) times the variance of v_k.x over the rows of x, by its definition. */
    private static double penalty(double[] x, double[] weights, double[] lambda, int n) {
        int features = x.length / n;
        double total = 0;
        for (int k = 0; k < lambda.length; k++) {
            double[] u = new double[n];
            for (int i = 0; i < x.length; i++) {
                u[i / features] += weights[k * features + i % features] * x[i];
            }
            double mean = Arrays.stream(u).average().orElseThrow();
            total += lambda[k] / 2 * Arrays.stream(u).map(value -> (value - mean) * (value - mean)).sum() / n;
        }
        return total;
    }

    @Test
    void theGradientIsTheDerivativeOfThePenalty() {
        try (DataWeightedPenalty penalty = new DataWeightedPenalty(backend, network, RATES)) {
            check(BATCH, penalty);
            // Another size, for which the rates are scaled anew.
            check(6, penalty);
        }
    }

    /** The variance is over examples and positions; a convolution of two groups, strides and padding, and a smaller batch. */
    @Test
    void theUnitsOfAConvolutionArePenalizedByTheirPatches() {
        ArchitectureBuilder builder = new ArchitectureBuilder();
        int first = builder.convolution("convolution", NodeSpec.INPUT, new Convolution(Window.square(3, 2, 1), 2), 4,
                Activation.RELU);
        builder.linear("outputs", builder.add("flatten", new Operation.Flatten(), first), new LinearSpec.Dense(2));
        double[] lambda = RATES.get(0);
        int n = BATCH - 2;
        network.close();
        network = new Network(backend, new NetworkSpec(builder.build("images", Shape.of(2, 5, 4)), DType.FLOAT64,
                NormalizationOptions.pytorch(), BATCH, 3), Cpu.normalization("none"));
        inputs = backend.allocate(DType.FLOAT64, Shape.of(BATCH, 2, 5, 4));
        inputs.upload(new SplittableRandom(5).doubles(BATCH * 40L, 0, 2).toArray(), 0);
        try (DataWeightedPenalty penalty = new DataWeightedPenalty(backend, network, List.of(lambda))) {
            double[] added = added(n, penalty)[0];
            Tensor weights = network.layers().get(0).linear().weights().value();
            double[] at = weights.toDoubles();
            for (int i = 0; i < at.length; i++) {
                double[] moved = at.clone();
                moved[i] += STEP;
                weights.upload(moved, 0);
                double up = penalty(n, lambda);
                moved[i] -= 2 * STEP;
                weights.upload(moved, 0);
                double down = penalty(n, lambda);
                weights.upload(at, 0);
                assertEquals((up - down) / (2 * STEP), added[i], 10 * 1e-16 / STEP, "weight " + i);
            }
            assertTrue(Arrays.stream(added).anyMatch(value -> Math.abs(value) > 0.01), "the penalty must matter");
        }
    }

    /** The penalty of the first layer, from the pre-activations that the network computes. */
    private double penalty(int n, double[] lambda) {
        network.forward(inputs.rows(0, n));
        double[] u = network.layers().get(0).preActivations(n).toDoubles();
        int positions = u.length / (n * lambda.length);
        double total = 0;
        for (int k = 0; k < lambda.length; k++) {
            int unit = k;
            double[] values = IntStream.range(0, u.length).filter(i -> i / positions % lambda.length == unit)
                    .mapToDouble(i -> u[i]).toArray();
            double mean = Arrays.stream(values).average().orElseThrow();
            total += lambda[k] / 2 * Arrays.stream(values).map(value -> (value - mean) * (value - mean)).average().orElseThrow();
        }
        return total;
    }

    /** By the whole loss: that of the outputs and the penalties of both layers, whose inputs move with the weights below. */
    @Test
    void throughTheStatisticsItIsTheDerivativeOfTheWholeLoss() {
        try (DataWeightedPenalty penalty = new DataWeightedPenalty(backend, network, RATES, true)) {
            for (int n : List.of(BATCH, 6)) {
                int examples = n;
                double[][] whole = gradients(n, new BackwardHook() {
                    @Override
                    public void afterLayer(Linear linear, Tensor x, Tensor dz) {
                        BackwardHook.STORE.afterLayer(linear, x, dz);
                        penalty.afterLayer(linear, x, dz);
                    }

                    @Override
                    public Optional<NormalizationBackward> normalization(Layer layer) {
                        return penalty.normalization(layer);
                    }
                });
                for (int layer = 0; layer < 3; layer++) {
                    Tensor weights = network.layers().get(layer).linear().weights().value();
                    double[] at = weights.toDoubles();
                    for (int i = 0; i < at.length; i++) {
                        double up = moved(weights, at, i, STEP, () -> loss(examples));
                        double down = moved(weights, at, i, -STEP, () -> loss(examples));
                        // Truncation: STEP^2 times third derivatives of order 100; rounding 1e-15 / STEP.
                        assertEquals((up - down) / (2 * STEP), whole[layer][i], 1e-6 * (1 + Math.abs(whole[layer][i])),
                                "layer " + layer + ", weight " + i);
                    }
                }
            }
        }
    }

    private static double moved(Tensor weights, double[] at, int i, double by, DoubleSupplier value) {
        double[] other = at.clone();
        other[i] += by;
        weights.upload(other, 0);
        double result = value.getAsDouble();
        weights.upload(at, 0);
        return result;
    }

    /** Half the squared outputs, whose gradient the outputs are, and the penalties. */
    private double loss(int n) {
        double[] outputs = network.forward(inputs.rows(0, n)).toDoubles();
        double sum = Arrays.stream(outputs).map(value -> value * value / 2).sum();
        for (int layer = 0; layer < 2; layer++) {
            sum += penalty(into(layer, n), network.layers().get(layer).linear().weights().value().toDoubles(), RATES.get(layer),
                    n);
        }
        return sum;
    }

    private void check(int n, DataWeightedPenalty penalty) {
        double[][] added = added(n, penalty);
        for (int layer = 0; layer < 2; layer++) {
            double[] x = into(layer, n);
            double[] weights = network.layers().get(layer).linear().weights().value().toDoubles();
            for (int i = 0; i < weights.length; i++) {
                double[] up = weights.clone();
                up[i] += STEP;
                double[] down = weights.clone();
                down[i] -= STEP;
                double difference = (penalty(x, up, RATES.get(layer), n) - penalty(x, down, RATES.get(layer), n)) / (2 * STEP);
                // A quadratic function has no truncation error; this is the rounding of a penalty of order 10 divided by the step.
                assertEquals(difference, added[layer][i], 10 * 1e-16 / STEP, "layer " + layer + ", weight " + i);
            }
        }
        assertTrue(Arrays.stream(added[0]).anyMatch(value -> Math.abs(value) > 0.01), "the penalty must matter");
        assertTrue(Arrays.stream(added[2]).allMatch(value -> value == 0), "the last layer has no penalty");
    }

    @Test
    void refusesRatesOfOtherUnits() {
        assertThrows(IllegalArgumentException.class, () -> new DataWeightedPenalty(backend, network, RATES.subList(0, 1)));
        assertThrows(IllegalArgumentException.class,
                () -> new DataWeightedPenalty(backend, network, List.of(RATES.get(1), RATES.get(1))));
    }
}
