package bn.opencl.kernel;

import static bn.opencl.kernel.OpenClKernels.NO_SCALARS;
import static bn.opencl.memory.ArenaTensor.at;

import bn.api.Tensor;
import bn.api.kernel.Activation;
import bn.api.kernel.ActivationKernel;
import bn.opencl.memory.DeviceArena;
import bn.opencl.program.Op;

/** Activations. */
final class OpenClActivation implements ActivationKernel {
    private final DeviceArena arena;

    OpenClActivation(DeviceArena arena) {
        this.arena = arena;
    }

    @Override
    public void forward(Activation activation, Tensor x, Tensor y) {
        int n = (int) x.shape().elements();
        if (activation.equals(Activation.RELU)) {
            arena.runOnElements(Op.RELU, n, NO_SCALARS, at(x), at(y), n);
        } else {
            copy(x, y, n);
        }
    }

    @Override
    public void backward(Activation activation, Tensor y, Tensor dy, Tensor dx) {
        int n = (int) y.shape().elements();
        if (activation.equals(Activation.RELU)) {
            arena.runOnElements(Op.RELU_GRADIENT, n, NO_SCALARS, at(y), at(dy), at(dx), n);
        } else {
            copy(dy, dx, n);
        }
    }

    private void copy(Tensor from, Tensor to, int n) {
        if (at(from) != at(to)) {
            arena.runOnElements(Op.COPY, n, NO_SCALARS, at(from), at(to), n);
        }
    }
}
