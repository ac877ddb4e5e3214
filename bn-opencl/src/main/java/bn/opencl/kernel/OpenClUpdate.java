package bn.opencl.kernel;

import static bn.opencl.memory.ArenaTensor.at;

import bn.api.Tensor;
import bn.api.kernel.Sgd;
import bn.api.kernel.UpdateKernel;
import bn.opencl.memory.DeviceArena;
import bn.opencl.program.Op;

/** Parameter updates. */
final class OpenClUpdate implements UpdateKernel {
    private final DeviceArena arena;

    OpenClUpdate(DeviceArena arena) {
        this.arena = arena;
    }

    /** The settings of a step, in the order in which device operations take them. */
    static double[] scalars(Sgd step) {
        return new double[] {step.momentum(), step.weightDecay(), step.learningRate()};
    }

    @Override
    public void sgd(Tensor parameter, Tensor gradient, Tensor velocity, Sgd step) {
        int n = (int) parameter.shape().elements();
        arena.runOnElements(Op.SGD, n, scalars(step), at(parameter), at(gradient), at(velocity), n);
    }
}
