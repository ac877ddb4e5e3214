package bn.cpu.kernel;

import bn.api.DType;
import bn.api.Shape;
import bn.api.Tensor;
import bn.api.kernel.Activation;
import bn.api.kernel.ActivationKernel;
import bn.cpu.memory.Memory;
import java.util.Map;

/** Activations with checked arguments. */
final class CheckedActivation implements ActivationKernel {
    private final Memory memory;
    private final Map<DType, Kernels> typed;

    CheckedActivation(Memory memory, Map<DType, Kernels> typed) {
        this.memory = memory;
        this.typed = typed;
    }

    @Override
    public void forward(Activation activation, Tensor x, Tensor y) {
        Call call = new Call(memory, "activation forward");
        Shape shape = call.read("x", x, 1, Integer.MAX_VALUE, "any shape");
        call.write("y", y, shape, x);
        typed.get(call.dtype()).activation().forward(activation, x, y);
    }

    @Override
    public void backward(Activation activation, Tensor y, Tensor dy, Tensor dx) {
        Call call = new Call(memory, "activation backward");
        Shape shape = call.read("y", y, 1, Integer.MAX_VALUE, "any shape");
        call.read("dy", dy, shape).write("dx", dx, shape, dy);
        typed.get(call.dtype()).activation().backward(activation, y, dy, dx);
    }
}
