package bn.conformance.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import bn.api.DType;
import bn.api.Shape;
import bn.api.Tensor;
import bn.api.backend.Backend;
import bn.api.kernel.Activation;
import bn.api.kernel.Adam;
import bn.api.kernel.AdamKernel;
import bn.api.kernel.AffineParameters;
import bn.api.kernel.ChannelStatistics;
import bn.api.kernel.Convolution;
import bn.api.kernel.ConvolutionKernel;
import bn.api.kernel.CopyKernel;
import bn.api.kernel.DenseUpdateKernel;
import bn.api.kernel.ElementwiseKernel;
import bn.api.kernel.Loss;
import bn.api.kernel.Pooling;
import bn.api.kernel.PoolingKernel;
import bn.api.kernel.Sgd;
import bn.api.kernel.VarianceEstimator;
import bn.api.kernel.Window;
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
        rejected("batch norm forward: activation is SIGMOID, expected one of [IDENTITY, RELU]",
                () -> backend.batchNorm().forward(x, affine(3), 0, Activation.SIGMOID, statistics(3), y));
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
        rejected("dense update: step has Nesterov's momentum, which is not fused with the gradient",
                () -> update.update(f32(2, 3), f32(2, 3), square, f32(3, 3), new Sgd(0.1, 0.9, 0, true), null));
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
    void convolutions() {
        ConvolutionKernel kernel = backend.optional(ConvolutionKernel.class).orElseThrow();
        Convolution grouped = new Convolution(Window.square(3, 1, 1), 2);
        Tensor x = f32(2, 4, 5, 6);
        Tensor y = f32(2, 6, 5, 6);
        rejected("convolution forward: x is 2x4, expected N x C x H x W",
                () -> kernel.forward(grouped, f32(2, 4), f32(6, 2, 3, 3), null, y));
        rejected("convolution forward: weights are 6x4x3x3, expected 6x2x3x3",
                () -> kernel.forward(grouped, x, f32(6, 4, 3, 3), null, y));
        rejected("convolution forward: weights do not fit: 2 groups do not divide 5 input channels and 6 output channels",
                () -> kernel.forward(grouped, f32(2, 5, 5, 6), f32(6, 2, 3, 3), null, y));
        rejected("convolution forward: bias is 4, expected 6",
                () -> kernel.forward(grouped, x, f32(6, 2, 3, 3), f32(4), y));
        rejected(
                "convolution forward: x is 2x4x5x6, which does not fit: a window over 9 positions is larger than 5 inputs with a "
                        + "padding of 0 and 0",
                () -> kernel.forward(Convolution.square(9, 1, 0), x, f32(6, 4, 9, 9), null, y));
        rejected("convolution backward to the input: dy is 2x6x5x6, expected 2x6x4x6",
                () -> kernel.backwardInput(grouped, y, f32(6, 2, 3, 3), f32(2, 4, 4, 6)));
        rejected("convolution backward to the parameters: dWeights is 6x4x3x3, expected 6x2x3x3",
                () -> kernel.backwardParameters(grouped, x, y, f32(6, 4, 3, 3), null));
    }

    @Test
    void poolings() {
        PoolingKernel kernel = backend.optional(PoolingKernel.class).orElseThrow();
        Tensor x = f32(2, 4, 5, 6);
        Window window = Window.square(2, 2, 0);
        rejected("pooling forward: y is 2x4x5x6, expected 2x4x2x3",
                () -> kernel.forward(Pooling.MAX, window, x, f32(2, 4, 5, 6)));
        rejected("pooling forward: window has a padding of 2 and 2, expected less than its reach of 2",
                () -> kernel.forward(Pooling.AVERAGE, Window.square(2, 2, 2), x, f32(2, 4, 4, 5)));
        rejected("pooling backward: x is null", () -> kernel.backward(Pooling.MAX, window, null, null, f32(2, 4, 2, 3), x));
        rejected("pooling backward: dy is 2x4x3x3, expected 2x4x2x3",
                () -> kernel.backward(Pooling.AVERAGE, window, null, null, f32(2, 4, 3, 3), x));
        rejected("global average: y is 2x5, expected 2x4", () -> kernel.globalAverage(x, f32(2, 5)));
        rejected("global average backward: dx is 2x4x5x6, expected 2x3 images",
                () -> kernel.globalAverageBackward(f32(2, 3), x));
    }

    @Test
    void sumsAndCopies() {
        ElementwiseKernel sums = backend.optional(ElementwiseKernel.class).orElseThrow();
        CopyKernel copies = backend.optional(CopyKernel.class).orElseThrow();
        Tensor x = f32(2, 4, 5, 6);
        rejected("addition: activation is TANH, expected one of [IDENTITY, RELU]",
                () -> sums.add(x, x, Activation.TANH, x));
        rejected("multiplication: b is 2x4, expected 2x4x5x6", () -> sums.multiply(x, f32(2, 4), x));
        rejected("scaling of channels: factors is 4, expected 2x4", () -> sums.scaleChannels(x, f32(4), x));
        rejected("scaling of channels backward: dFactors is 2x3, expected 2x4",
                () -> sums.scaleChannelsBackward(x, x, f32(2, 3)));
        rejected("reshape: y is 4x60, expected as many rows and elements as 2x4x5x6", () -> copies.reshape(x, f32(4, 60)));
        rejected("copy of channels: count is 0, expected at least 1", () -> copies.copyChannels(x, 0, 0, f32(2, 4, 5, 6), 0));
        rejected("copy of channels: x is 2x4x5x6, which has no channels 3 to 4",
                () -> copies.copyChannels(x, 3, 2, f32(2, 4, 5, 6), 0));
        rejected("copy of channels: y is 2x4x6x5, expected the sizes of 2x4x5x6 but for the channels",
                () -> copies.copyChannels(x, 0, 2, f32(2, 4, 6, 5), 0));
        rejected("padding: x is 2x4x5x6, which is no part of 2x4x6x6 from row 2 and column 0 on",
                () -> copies.pad(x, 2, 0, f32(2, 4, 6, 6)));
        rejected("cropping: y is 2x4x5x5, which is no part of 2x4x5x6 from row 0 and column 2 on",
                () -> copies.crop(x, 0, 2, f32(2, 4, 5, 5)));
    }

    @Test
    void adam() {
        AdamKernel kernel = backend.optional(AdamKernel.class).orElseThrow();
        Adam step = new Adam(0.1, 0.9, 0.999, 1e-8, 0, false);
        rejected("Adam update: number is 0, expected at least 1",
                () -> kernel.adam(f32(3), f32(3), f32(3), f32(3), step, 0));
        rejected("Adam update: variance is 4, expected 3", () -> kernel.adam(f32(3), f32(3), f32(3), f32(4), step, 1));
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
