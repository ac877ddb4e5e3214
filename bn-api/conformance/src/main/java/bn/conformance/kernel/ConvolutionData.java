package bn.conformance.kernel;

import bn.api.Tensor;
import bn.api.kernel.ConvolutionKernel;
import bn.conformance.check.Fixture;
import java.util.Arrays;
import java.util.stream.Stream;

/** A convolution with its tensors, on the host, and what a backend computes of them. */
record ConvolutionData(ConvolutionSizes sizes, double[] x, double[] w, double[] b, double[] dy) {

    static ConvolutionData normal(Fixture fixture, ConvolutionSizes sizes) {
        return new ConvolutionData(sizes, fixture.normal(sizes.inputs().elements(), 0.5, 1, 1),
                fixture.normal(sizes.weights().elements(), 0, 1, 2), fixture.normal(sizes.outputChannels(), 0, 1, 3),
                fixture.normal(sizes.outputs().elements(), 0.5, 1, 4));
    }

    /** The absolute values of all numbers; results from them are sums of absolute values of terms. */
    ConvolutionData absolute() {
        double[][] absolute = Stream.of(x, w, b, dy).map(values -> Arrays.stream(values).map(Math::abs).toArray())
                .toArray(double[][]::new);
        return new ConvolutionData(sizes, absolute[0], absolute[1], absolute[2], absolute[3]);
    }

    private static ConvolutionKernel kernel(Fixture fixture) {
        return fixture.backend().optional(ConvolutionKernel.class).orElseThrow();
    }

    /** The outputs. */
    double[] forward(Fixture fixture, boolean biased) {
        Tensor bias = biased ? fixture.tensor(sizes.bias(), b) : null;
        Tensor y = fixture.blank(sizes.outputs());
        kernel(fixture).forward(sizes.convolution(), fixture.tensor(sizes.inputs(), x), fixture.tensor(sizes.weights(), w), bias,
                y);
        return y.toDoubles();
    }

    /** The gradient with respect to the inputs. */
    double[] backwardInput(Fixture fixture) {
        Tensor dx = fixture.blank(sizes.inputs());
        kernel(fixture).backwardInput(sizes.convolution(), fixture.tensor(sizes.outputs(), dy),
                fixture.tensor(sizes.weights(), w), dx);
        return dx.toDoubles();
    }

    /** The gradients with respect to the weights and the bias; the latter stays NaN if it is left out. */
    double[][] backwardParameters(Fixture fixture, boolean biased) {
        Tensor dWeights = fixture.blank(sizes.weights());
        Tensor dBias = fixture.blank(sizes.bias());
        kernel(fixture).backwardParameters(sizes.convolution(), fixture.tensor(sizes.inputs(), x),
                fixture.tensor(sizes.outputs(), dy), dWeights, biased ? dBias : null);
        return new double[][] {dWeights.toDoubles(), dBias.toDoubles()};
    }
}
