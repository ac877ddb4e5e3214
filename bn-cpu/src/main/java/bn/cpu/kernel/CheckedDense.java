package bn.cpu.kernel;

import bn.api.DType;
import bn.api.Shape;
import bn.api.Tensor;
import bn.api.kernel.DenseKernel;
import bn.api.kernel.DenseUpdateKernel;
import bn.api.kernel.Sgd;
import bn.cpu.memory.Memory;
import java.util.Map;

/** Fully connected products with checked arguments. */
final class CheckedDense implements DenseKernel, DenseUpdateKernel {
    private final Memory memory;
    private final Map<DType, Kernels> typed;

    CheckedDense(Memory memory, Map<DType, Kernels> typed) {
        this.memory = memory;
        this.typed = typed;
    }

    @Override
    public void forward(Tensor x, Tensor weights, Tensor bias, Tensor y) {
        Call call = new Call(memory, "dense forward");
        Shape inputs = call.read("x", x, 2, 2, "N x I");
        Shape outputs = Shape.of(inputs.extent(0), units(call, weights, inputs));
        if (bias != null) {
            call.read("bias", bias, Shape.of(outputs.extent(1)));
        }
        call.write("y", y, outputs);
        typed.get(call.dtype()).dense().forward(x, weights, bias, y);
    }

    @Override
    public void backwardInput(Tensor dy, Tensor weights, Tensor dx) {
        Call call = new Call(memory, "dense backward to the input");
        Shape outputs = call.read("dy", dy, 2, 2, "N x O");
        Shape matrix = call.read("weights", weights, 2, 2, "O x I");
        if (matrix.extent(0) != outputs.extent(1)) {
            throw call.wrong("weights", "are " + matrix + ", expected " + outputs.extent(1) + " rows");
        }
        call.write("dx", dx, Shape.of(outputs.extent(0), matrix.extent(1)));
        typed.get(call.dtype()).dense().backwardInput(dy, weights, dx);
    }

    @Override
    public void backwardParameters(Tensor x, Tensor dy, Tensor dWeights, Tensor dBias) {
        Call call = new Call(memory, "dense backward to the parameters");
        Shape matrix = gradientShape(call, x, dy);
        call.write("dWeights", dWeights, matrix);
        if (dBias != null) {
            call.write("dBias", dBias, Shape.of(matrix.extent(0)));
        }
        typed.get(call.dtype()).dense().backwardParameters(x, dy, dWeights, dBias);
    }

    @Override
    public void update(Tensor x, Tensor dy, Tensor weights, Tensor velocity, Sgd step, Tensor dBias) {
        Call call = new Call(memory, "dense update");
        Shape matrix = gradientShape(call, x, dy);
        call.write("weights", weights, matrix).write("velocity", velocity, matrix);
        if (dBias != null) {
            call.write("dBias", dBias, Shape.of(matrix.extent(0)));
        }
        typed.get(call.dtype()).denseUpdate().update(x, dy, weights, velocity, step, dBias);
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
