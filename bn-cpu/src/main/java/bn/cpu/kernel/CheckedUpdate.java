package bn.cpu.kernel;

import bn.api.DType;
import bn.api.Shape;
import bn.api.Tensor;
import bn.api.kernel.Sgd;
import bn.api.kernel.UpdateKernel;
import bn.cpu.memory.Memory;
import java.util.Map;

/** Updates with checked arguments. */
final class CheckedUpdate implements UpdateKernel {
    private final Memory memory;
    private final Map<DType, Kernels> typed;

    CheckedUpdate(Memory memory, Map<DType, Kernels> typed) {
        this.memory = memory;
        this.typed = typed;
    }

    @Override
    public void sgd(Tensor parameter, Tensor gradient, Tensor velocity, Sgd step) {
        Call call = new Call(memory, "SGD update");
        Shape shape = call.read("gradient", gradient, 1, Integer.MAX_VALUE, "any shape");
        call.write("parameter", parameter, shape).write("velocity", velocity, shape);
        typed.get(call.dtype()).update().sgd(parameter, gradient, velocity, step);
    }
}
