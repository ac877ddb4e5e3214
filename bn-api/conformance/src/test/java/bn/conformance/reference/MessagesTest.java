package bn.conformance.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import bn.api.DType;
import bn.api.Shape;
import bn.api.Tensor;
import bn.api.backend.Backend;
import bn.api.kernel.Activation;
import bn.api.kernel.AffineParameters;
import bn.api.kernel.ChannelStatistics;
import bn.api.kernel.DenseUpdateKernel;
import bn.api.kernel.Loss;
import bn.api.kernel.Sgd;
import bn.api.kernel.VarianceEstimator;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** The messages of {@link bn.api.checked.CheckedKernels} about invalid arguments, word for word. */
class MessagesTest {
    private static final Sgd STEP = new Sgd(0.1, 0.9, 0);

    private final Backend backend = new ReferenceBackend(Set.of(DType.values()));

    private Tensor f32(int... sizes) {
        return backend.allocate(DType.FLOAT32, Shape.of(sizes));
    }

    private AffineParameters affine(int channels) {
        return new AffineParameters(f32(channels), f32(channels));
    }

    private ChannelStatistics statistics(int channels) {
        return new ChannelStatistics(f32(channels), f32(channels));
    }

    private static void rejected(String message, Executable call) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
    }

    @Test
    void batchNorm() {
        Tensor x = f32(4, 3, 2);
        Tensor y = f32(4, 3, 2);
        Activation relu = Activation.RELU;
        rejected("batch norm forward: x is 4, expected N x C, N x C x E or N x C x H x W",
                () -> backend.batchNorm().forward(f32(4), affine(3), 0, relu, statistics(3), y));
        rejected("batch norm forward: gamma is 2, expected 3",
                () -> backend.batchNorm().forward(x, affine(2), 0, relu, statistics(3), y));
        rejected("batch norm forward: eps is -1.0, expected a number of at least 0",
                () -> backend.batchNorm().forward(x, affine(3), -1, relu, statistics(3), y));
        rejected("batch norm forward: batch mean is 4, expected 3",
                () -> backend.batchNorm().forward(x, affine(3), 0, relu, statistics(4), y));
        rejected("batch norm forward: y shares storage with x",
                () -> backend.batchNorm().forward(x, affine(3), 0, relu, statistics(3), x));
        rejected("batch norm forward: y is 4x3, expected 4x3x2",
                () -> backend.batchNorm().forward(x, affine(3), 0, relu, statistics(3), f32(4, 3)));
        rejected("batch norm backward: y is null",
                () -> backend.batchNorm().backward(x, null, y, affine(3), 0, relu, statistics(3), f32(4, 3, 2), affine(3)));
        rejected("batch norm backward: dx shares storage with x",
                () -> backend.batchNorm().backward(x, null, y, affine(3), 0, Activation.IDENTITY, statistics(3), x, affine(3)));
        rejected("batch norm running statistics: weight is 1.5, expected 0 to 1",
                () -> backend.batchNorm().updateRunningStatistics(statistics(3), statistics(3), 1.5, VarianceEstimator.BIASED,
                        4));
        rejected("batch norm running statistics: running variance is 4, expected 3", () -> backend.batchNorm()
                .updateRunningStatistics(new ChannelStatistics(f32(3), f32(4)), statistics(3), 1, VarianceEstimator.BIASED, 4));
    }

    @Test
    void dense() {
        rejected("dense forward: weights are 5x4, expected 3 columns",
                () -> backend.dense().forward(f32(2, 3), f32(5, 4), null, f32(2, 5)));
        rejected("dense forward: bias is 4, expected 5", () -> backend.dense().forward(f32(2, 3), f32(5, 3), f32(4), f32(2, 5)));
        rejected("dense forward: y is 3x5, expected 2x5", () -> backend.dense().forward(f32(2, 3), f32(5, 3), null, f32(3, 5)));
        rejected("dense backward to the input: weights are 5x3, expected 4 rows",
                () -> backend.dense().backwardInput(f32(2, 4), f32(5, 3), f32(2, 3)));
        rejected("dense backward to the parameters: dy is 3x5, expected 2 rows",
                () -> backend.dense().backwardParameters(f32(2, 3), f32(3, 5), f32(5, 3), null));
        Tensor square = f32(3, 3);
        rejected("dense backward to the parameters: dWeights shares storage with x",
                () -> backend.dense().backwardParameters(square, f32(3, 3), square, null));
        DenseUpdateKernel update = backend.optional(DenseUpdateKernel.class).orElseThrow();
        rejected("dense update: velocity shares storage with weights",
                () -> update.update(f32(2, 3), f32(2, 3), square, square, STEP, null));
    }

    @Test
    void othersToo() {
        Tensor z = f32(2, 3);
        rejected("activation forward: y is 3x2, expected 2x3", () -> backend.activation().forward(Activation.RELU, z, f32(3, 2)));
        rejected("activation backward: dx shares storage with saved",
                () -> backend.activation().backward(Activation.RELU, z, f32(2, 3), z));
        rejected("loss: targets is 2x4, expected 2x3", () -> backend.loss().compute(Loss.SQUARED, z, f32(2, 4), null, f32(2)));
        rejected("loss: metrics is 3, expected 2 elements",
                () -> backend.loss().compute(Loss.SQUARED, z, f32(2, 3), null, f32(3)));
        rejected("loss: metrics is null, expected 2 elements",
                () -> backend.loss().compute(Loss.SQUARED, z, f32(2, 3), null, null));
        rejected("SGD update: parameter shares storage with gradient", () -> backend.update().sgd(z, z, f32(2, 3), STEP));
        rejected("moments: features are 0, expected at least 1", () -> backend.moments().accumulator(DType.FLOAT32, 0));
        rejected("moments: x is 2x3 f32, expected N x 3 f64", () -> backend.moments().accumulator(DType.FLOAT64, 3).add(z));
    }

    @Test
    void overlapOtherDTypesAndOtherBackends() {
        Tensor all = f32(4, 2);
        rejected("activation forward: y shares storage with x",
                () -> backend.activation().forward(Activation.RELU, all.rows(0, 2), all.rows(1, 2)));
        rejected("activation forward: y is f64, expected f32",
                () -> backend.activation().forward(Activation.RELU, f32(2), backend.allocate(DType.FLOAT64, Shape.of(2))));
        try (Backend other = new ReferenceBackend()) {
            rejected("activation forward: y is not a tensor of this backend",
                    () -> backend.activation().forward(Activation.RELU, f32(2), other.allocate(DType.FLOAT64, Shape.of(2))));
        }
    }
}
