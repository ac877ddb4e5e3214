package bn.api.checked;

import bn.api.DType;
import bn.api.InvalidRequestException;
import bn.api.Shape;
import bn.api.Tensor;
import bn.api.kernel.Convolution;
import bn.api.kernel.ConvolutionKernel;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Convolutions with checked arguments. */
final class CheckedConvolution implements ConvolutionKernel {
    private final Object owner;
    private final Function<DType, Kernels> typed;

    CheckedConvolution(Object owner, Function<DType, Kernels> typed) {
        this.owner = owner;
        this.typed = typed;
    }

    @Override
    public void forward(Convolution convolution, Tensor x, Tensor weights, @Nullable Tensor bias, Tensor y) {
        ArgumentChecker arguments = new ArgumentChecker(owner, "convolution forward");
        Shape inputs = arguments.readImages("x", x);
        int channels = arguments.read("weights", weights, 4, 4, "O x C/groups x KH x KW").size(0);
        checkWeights(arguments, "weights", convolution, weights.shape(), inputs.size(1), channels);
        if (bias != null) {
            arguments.read("bias", bias, Shape.of(channels));
        }
        arguments.write("y", y, outputs(arguments, "x", convolution, inputs, channels));
        kernel(arguments).forward(convolution, x, weights, bias, y);
    }

    @Override
    public void backwardInput(Convolution convolution, Tensor dy, Tensor weights, Tensor dx) {
        ArgumentChecker arguments = new ArgumentChecker(owner, "convolution backward to the input");
        Shape gradients = arguments.readImages("dy", dy);
        arguments.read("weights", weights, 4, 4, "O x C/groups x KH x KW");
        Shape inputs = arguments.writeImages("dx", dx);
        checkWeights(arguments, "weights", convolution, weights.shape(), inputs.size(1), gradients.size(1));
        Shape expected = outputs(arguments, "dx", convolution, inputs, gradients.size(1));
        if (!expected.equals(gradients)) {
            throw arguments.wrong("dy", "is " + gradients + ", expected " + expected);
        }
        kernel(arguments).backwardInput(convolution, dy, weights, dx);
    }

    @Override
    public void backwardParameters(Convolution convolution, Tensor x, Tensor dy, Tensor dWeights, @Nullable Tensor dBias) {
        ArgumentChecker arguments = new ArgumentChecker(owner, "convolution backward to the parameters");
        Shape inputs = arguments.readImages("x", x);
        Shape gradients = arguments.readImages("dy", dy);
        Shape expected = outputs(arguments, "x", convolution, inputs, gradients.size(1));
        if (!expected.equals(gradients)) {
            throw arguments.wrong("dy", "is " + gradients + ", expected " + expected);
        }
        arguments.write("dWeights", dWeights, weights(arguments, "dy", convolution, inputs.size(1), gradients.size(1)));
        if (dBias != null) {
            arguments.write("dBias", dBias, Shape.of(gradients.size(1)));
        }
        kernel(arguments).backwardParameters(convolution, x, dy, dWeights, dBias);
    }

    private ConvolutionKernel kernel(ArgumentChecker arguments) {
        return OptionalKernels.present(typed.apply(arguments.dtype()).optional().convolution());
    }

    private static void checkWeights(ArgumentChecker arguments, String name, Convolution convolution, Shape shape, int inputs,
            int outputs) {
        Shape expected = weights(arguments, name, convolution, inputs, outputs);
        if (!shape.equals(expected)) {
            throw arguments.wrong(name, "are " + shape + ", expected " + expected);
        }
    }

    private static Shape weights(ArgumentChecker arguments, String name, Convolution convolution, int inputs, int outputs) {
        try {
            return convolution.weights(inputs, outputs);
        } catch (InvalidRequestException e) {
            throw arguments.wrong(name, "do not fit: " + e.getMessage());
        }
    }

    private static Shape outputs(ArgumentChecker arguments, String name, Convolution convolution, Shape inputs, int channels) {
        return arguments.outputs(name, convolution.window(), inputs, channels);
    }
}
