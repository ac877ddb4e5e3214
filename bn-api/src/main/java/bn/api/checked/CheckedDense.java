package bn.api.checked;

import bn.api.DType;
import bn.api.Shape;
import bn.api.Tensor;
import bn.api.kernel.DenseKernel;
import bn.api.kernel.DenseUpdateKernel;
import bn.api.kernel.Sgd;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Fully connected products with checked arguments. */
final class CheckedDense implements DenseKernel, DenseUpdateKernel {
    private final Object owner;
    private final Function<DType, Kernels> typed;

    CheckedDense(Object owner, Function<DType, Kernels> typed) {
        this.owner = owner;
        this.typed = typed;
    }

    @Override
    public void forward(Tensor x, Tensor weights, @Nullable Tensor bias, Tensor y) {
        Call call = new Call(owner, "dense forward");
        Shape inputs = call.read("x", x, 2, 2, "N x I");
        Shape outputs = Shape.of(inputs.extent(0), units(call, weights, inputs));
        if (bias != null) {
            call.read("bias", bias, Shape.of(outputs.extent(1)));
        }
        call.write("y", y, outputs);
        typed.apply(call.dtype()).dense().forward(x, weights, bias, y);
    }

    @Override
    public void backwardInput(Tensor dy, Tensor weights, Tensor dx) {
        Call call = new Call(owner, "dense backward to the input");
        Shape outputs = call.read("dy", dy, 2, 2, "N x O");
        Shape matrix = call.read("weights", weights, 2, 2, "O x I");
        if (matrix.extent(0) != outputs.extent(1)) {
            throw call.wrong("weights", "are " + matrix + ", expected " + outputs.extent(1) + " rows");
        }
        call.write("dx", dx, Shape.of(outputs.extent(0), matrix.extent(1)));
        typed.apply(call.dtype()).dense().backwardInput(dy, weights, dx);
    }

    @Override
    public void backwardParameters(Tensor x, Tensor dy, Tensor dWeights, @Nullable Tensor dBias) {
        Call call = new Call(owner, "dense backward to the parameters");
        Shape matrix = gradientShape(call, x, dy);
        call.write("dWeights", dWeights, matrix);
        if (dBias != null) {
            call.write("dBias", dBias, Shape.of(matrix.extent(0)));
        }
        typed.apply(call.dtype()).dense().backwardParameters(x, dy, dWeights, dBias);
    }

    @Override
    public void update(Tensor x, Tensor dy, Tensor weights, Tensor velocity, Sgd step, @Nullable Tensor dBias) {
        Call call = new Call(owner, "dense update");
        Shape matrix = gradientShape(call, x, dy);
        call.write("weights", weights, matrix).write("velocity", velocity, matrix);
        if (dBias != null) {
            call.write("dBias", dBias, Shape.of(matrix.extent(0)));
        }
        typed.apply(call.dtype()).denseUpdate().update(x, dy, weights, velocity, step, dBias);
    }

    private static Shape gradientShape(Call call, Tensor x, Tensor dy) {
        Shape inputs = call.read("x", x, 2, 2, "N x I");
        Shape outputs = call.read("dy", dy, 2, 2, "N x O");
        if (outputs.extent(0) != inputs.extent(0)) {
            throw call.wrong("dy", "is " + outputs + ", expected " + inputs.extent(0) + " rows");
        }
        return Shape.of(outputs.extent(1), inputs.extent(1));
    }

    private static int units(Call call, Tensor weights, Shape inputs) {
        Shape matrix = call.read("weights", weights, 2, 2, "O x I");
        if (matrix.extent(1) != inputs.extent(1)) {
            throw call.wrong("weights", "are " + matrix + ", expected " + inputs.extent(1) + " columns");
        }
        return matrix.extent(0);
    }
}
