package bn.opencl.kernel;

import static bn.opencl.kernel.OpenClKernels.NO_SCALARS;
import static bn.opencl.memory.ArenaTensor.at;

import bn.api.Tensor;
import bn.api.kernel.Activation;
import bn.api.kernel.ActivationKernel;
import bn.opencl.memory.DeviceArena;
import bn.opencl.program.ActivationCode;
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
        switch (activation.kind()) {
            case IDENTITY -> copy(x, y, n);
            case RELU -> arena.runOnElements(Op.RELU, n, NO_SCALARS, at(x), at(y), n);
            default -> arena.runOnElements(Op.ACTIVATION, n, parameters(activation), at(x), at(y), 0,
                    ActivationCode.of(activation.kind()), n);
        }
    }

    @Override
    public void backward(Activation activation, Tensor saved, Tensor dy, Tensor dx) {
        int n = (int) saved.shape().elements();
        switch (activation.kind()) {
            case IDENTITY -> copy(dy, dx, n);
            case RELU -> arena.runOnElements(Op.RELU_GRADIENT, n, NO_SCALARS, at(saved), at(dy), at(dx), n);
            default -> arena.runOnElements(Op.ACTIVATION_GRADIENT, n, parameters(activation), at(saved), at(dy), at(dx),
                    ActivationCode.of(activation.kind()), n);
        }
    }

    private static double[] parameters(Activation activation) {
        return new double[] {activation.alpha(), activation.beta()};
    }

    private void copy(Tensor from, Tensor to, int n) {
        if (at(from) != at(to)) {
            arena.runOnElements(Op.COPY, n, NO_SCALARS, at(from), at(to), n);
        }
    }
}
