package bn.conformance.contract;

import static org.junit.jupiter.api.Assertions.assertThrows;

import bn.api.Shape;
import bn.api.Tensor;
import bn.api.kernel.Activation;
import bn.api.kernel.Adam;
import bn.api.kernel.AdamKernel;
import bn.api.kernel.AffineParameters;
import bn.api.kernel.BatchNormKernel;
import bn.api.kernel.ChannelStatistics;
import bn.api.kernel.DenseUpdateKernel;
import bn.api.kernel.ElementwiseKernel;
import bn.api.kernel.Sgd;
import bn.api.kernel.VarianceEstimator;
import bn.conformance.check.BackendUnderTest;
import bn.conformance.check.Fixture;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.function.Executable;

/** Arguments that are not tensors: numbers out of range must be rejected too. */
final class NumberChecks {

    private NumberChecks() {}

    static Stream<DynamicNode> of(BackendUnderTest underTest) {
        return Stream.of(
                underTest.test("batch norm rejects an invalid eps", 0, NumberChecks::eps),
                underTest.test("batch norm updateRunningStatistics rejects weights and counts out of range", 0,
                        NumberChecks::runningStatistics),
                underTest.test("activations that are not fused are rejected where others are", 0, NumberChecks::activations),
                underTest.test("updates reject steps that they cannot take", 0, NumberChecks::steps),
                underTest.test("moments reject wrong shapes, null and closed tensors", 0, NumberChecks::moments));
    }

    private static void rejected(Executable call) {
        assertThrows(IllegalArgumentException.class, call);
    }

    private static Tensor zeros(Fixture fixture, int... sizes) {
        Shape shape = Shape.of(sizes);
        return fixture.tensor(shape, new double[(int) shape.elements()]);
    }

    private static void eps(Fixture fixture) {
        BatchNormKernel kernel = fixture.backend().batchNorm();
        Tensor x = zeros(fixture, 4, 3);
        Tensor y = zeros(fixture, 4, 3);
        Tensor z = zeros(fixture, 4, 3);
        AffineParameters affine = new AffineParameters(zeros(fixture, 3), zeros(fixture, 3));
        AffineParameters gradient = new AffineParameters(zeros(fixture, 3), zeros(fixture, 3));
        ChannelStatistics batch = new ChannelStatistics(zeros(fixture, 3), zeros(fixture, 3));
        for (double eps : new double[] {-1e-5, Double.NaN, Double.POSITIVE_INFINITY}) {
            rejected(() -> kernel.forward(x, affine, eps, Activation.RELU, batch, y));
            rejected(() -> kernel.infer(x, affine, eps, Activation.RELU, batch, y));
            rejected(() -> kernel.backward(x, y, y, affine, eps, Activation.RELU, batch, z, gradient));
        }
    }

    /** Batch norm and sums have only the activations that other kernels fuse. */
    private static void activations(Fixture fixture) {
        BatchNormKernel kernel = fixture.backend().batchNorm();
        Tensor x = zeros(fixture, 4, 3);
        Tensor y = zeros(fixture, 4, 3);
        Tensor z = zeros(fixture, 4, 3);
        AffineParameters affine = new AffineParameters(zeros(fixture, 3), zeros(fixture, 3));
        AffineParameters gradient = new AffineParameters(zeros(fixture, 3), zeros(fixture, 3));
        ChannelStatistics batch = new ChannelStatistics(zeros(fixture, 3), zeros(fixture, 3));
        for (Activation other : List.of(Activation.SIGMOID, Activation.RELU6, Activation.leakyRelu(0.1))) {
            rejected(() -> kernel.forward(x, affine, 0, other, batch, y));
            rejected(() -> kernel.infer(x, affine, 0, other, batch, y));
            rejected(() -> kernel.backward(x, y, y, affine, 0, other, batch, z, gradient));
            fixture.backend().optional(ElementwiseKernel.class).ifPresent(sums -> rejected(() -> sums.add(x, y, other, z)));
        }
    }

    private static void steps(Fixture fixture) {
        Tensor x = zeros(fixture, 4, 3);
        Tensor dy = zeros(fixture, 4, 2);
        Tensor weights = zeros(fixture, 2, 3);
        Tensor velocity = zeros(fixture, 2, 3);
        Tensor mean = zeros(fixture, 2, 3);
        Tensor variance = zeros(fixture, 2, 3);
        fixture.backend().optional(DenseUpdateKernel.class).ifPresent(kernel -> rejected(
                () -> kernel.update(x, dy, weights, velocity, new Sgd(0.1, 0.9, 0, true), null)));
        Adam step = new Adam(0.1, 0.9, 0.999, 1e-8, 0, false);
        for (long number : new long[] {0, -1}) {
            fixture.backend().optional(AdamKernel.class).ifPresent(kernel -> rejected(
                    () -> kernel.adam(weights, velocity, mean, variance, step, number)));
        }
    }

    private static void runningStatistics(Fixture fixture) {
        BatchNormKernel kernel = fixture.backend().batchNorm();
        ChannelStatistics running = new ChannelStatistics(zeros(fixture, 3), zeros(fixture, 3));
        ChannelStatistics batch = new ChannelStatistics(zeros(fixture, 3), zeros(fixture, 3));
        for (double weight : new double[] {-0.1, 1.1, Double.NaN}) {
            rejected(() -> kernel.updateRunningStatistics(running, batch, weight, VarianceEstimator.BIASED, 4));
        }
        rejected(() -> kernel.updateRunningStatistics(running, batch, 0.5, VarianceEstimator.UNBIASED, 1));
        kernel.updateRunningStatistics(running, batch, 0.5, VarianceEstimator.BIASED, 1);
    }

    private static void moments(Fixture fixture) {
        rejected(() -> fixture.backend().moments().accumulator(fixture.dtype(), 0));
        try (var accumulator = fixture.backend().moments().accumulator(fixture.dtype(), 3)) {
            rejected(() -> accumulator.add(zeros(fixture, 2, 4)));
            rejected(() -> accumulator.add(zeros(fixture, 2, 3, 1)));
            rejected(() -> accumulator.add(null));
            Tensor closed = zeros(fixture, 2, 3);
            closed.close();
            assertThrows(IllegalStateException.class, () -> accumulator.add(closed));
            assertThrows(IllegalStateException.class, accumulator::result, "nothing was added by rejected calls");
        }
    }
}
