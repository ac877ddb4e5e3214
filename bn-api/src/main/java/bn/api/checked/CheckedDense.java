package bn.api.checked;

import bn.api.DType;
import bn.api.Shape;
import bn.api.Tensor;
import bn.api.kernel.DenseKernel;
import bn.api.kernel.DenseUpdateKernel;
import bn.api.kernel.Sgd;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Fully connected layers with checked arguments. */
final class CheckedDense implements DenseKernel, DenseUpdateKernel {
    private final Object owner;
    private final Function<DType, Kernels> typed;

    CheckedDense(Object owner, Function<DType, Kernels> typed) {
        this.owner = owner;
        this.typed = typed;
    }

    @Override
    public void forward(Tensor x, Tensor weights, @Nullable Tensor bias, Tensor y) {
        ArgumentChecker arguments = new ArgumentChecker(owner, "dense forward");
        Shape inputs = arguments.read("x", x, 2, 2, "N x I");
        Shape outputs = Shape.of(inputs.size(0), units(arguments, weights, inputs));
        if (bias != null) {
            arguments.read("bias", bias, Shape.of(outputs.size(1)));
        }
        arguments.write("y", y, outputs);
        typed.apply(arguments.dtype()).dense().forward(x, weights, bias, y);
    }

    @Override
    public void backwardInput(Tensor dy, Tensor weights, Tensor dx) {
        ArgumentChecker arguments = new ArgumentChecker(owner, "dense backward to the input");
        Shape outputs = arguments.read("dy", dy, 2, 2, "N x O");
        Shape matrix = arguments.read("weights", weights, 2, 2, "O x I");
        if (matrix.size(0) != outputs.size(1)) {
            throw arguments.wrong("weights", "are " + matrix + ", expected " + outputs.size(1) + " rows");
        }
        arguments.write("dx", dx, Shape.of(outputs.size(0), matrix.size(1)));
        typed.apply(arguments.dtype()).dense().backwardInput(dy, weights, dx);
    }

    @Override
    public void backwardParameters(Tensor x, Tensor dy, Tensor dWeights, @Nullable Tensor dBias) {
        ArgumentChecker arguments = new ArgumentChecker(owner, "dense backward to the parameters");
        Shape matrix = gradientShape(arguments, x, dy);
        arguments.write("dWeights", dWeights, matrix);
        if (dBias != null) {
            arguments.write("dBias", dBias, Shape.of(matrix.size(0)));
        }
        typed.apply(arguments.dtype()).dense().backwardParameters(x, dy, dWeights, dBias);
    }

    @Override
    public void update(Tensor x, Tensor dy, Tensor weights, Tensor velocity, Sgd step, @Nullable Tensor dBias) {
        ArgumentChecker arguments = new ArgumentChecker(owner, "dense update");
        if (step.nesterov()) {
            throw arguments.wrong("step", "has Nesterov's momentum, which is not fused with the gradient");
        }
        Shape matrix = gradientShape(arguments, x, dy);
        arguments.write("weights", weights, matrix).write("velocity", velocity, matrix);
        if (dBias != null) {
            arguments.write("dBias", dBias, Shape.of(matrix.size(0)));
        }
        OptionalKernels.present(typed.apply(arguments.dtype()).optional().denseUpdate()).update(x, dy, weights, velocity, step,
                dBias);
    }

    private static Shape gradientShape(ArgumentChecker arguments, Tensor x, Tensor dy) {
        Shape inputs = arguments.read("x", x, 2, 2, "N x I");
        Shape outputs = arguments.read("dy", dy, 2, 2, "N x O");
        if (outputs.size(0) != inputs.size(0)) {
            throw arguments.wrong("dy", "is " + outputs + ", expected " + inputs.size(0) + " rows");
        }
        return Shape.of(outputs.size(1), inputs.size(1));
    }

    private static int units(ArgumentChecker arguments, Tensor weights, Shape inputs) {
        Shape matrix = arguments.read("weights", weights, 2, 2, "O x I");
        if (matrix.size(1) != inputs.size(1)) {
            throw arguments.wrong("weights", "are " + matrix + ", expected " + inputs.size(1) + " columns");
        }
        return matrix.size(0);
    }
}
