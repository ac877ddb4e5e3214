package bn.opencl.kernel;

import static bn.opencl.memory.ArenaTensor.at;

import bn.api.Tensor;
import bn.api.kernel.Adam;
import bn.api.kernel.AdamKernel;
import bn.api.kernel.Sgd;
import bn.api.kernel.UpdateKernel;
import bn.opencl.memory.DeviceArena;
import bn.opencl.program.Op;

/** Parameter updates. */
final class OpenClUpdate implements UpdateKernel, AdamKernel {
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
        arena.runOnElements(Op.SGD, n, scalars(step), at(parameter), at(gradient), at(velocity), n, step.nesterov() ? 1 : 0);
    }

    @Override
    public void adam(Tensor parameter, Tensor gradient, Tensor mean, Tensor variance, Adam step, long number) {
        int n = (int) parameter.shape().elements();
        double decay = step.weightDecay();
        double[] scalars = {step.decoupled() ? 1 - step.learningRate() * decay : 1, step.decoupled() ? 0 : decay, step.beta1(),
                1 - step.beta1(), step.beta2(), 1 - step.beta2(), step.learningRate() / correction(step.beta1(), number),
                1 / correction(step.beta2(), number), step.eps()};
        arena.runOnElements(Op.ADAM, n, scalars, at(parameter), at(gradient), at(mean), at(variance), n);
    }

    /** 1 - beta^t, without cancellation for betas near 1. */
    private static double correction(double beta, long number) {
        return -Math.expm1(number * Math.log(beta));
    }
}
