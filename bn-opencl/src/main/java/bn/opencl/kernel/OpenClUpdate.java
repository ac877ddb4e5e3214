package bn.opencl.kernel;

import static bn.opencl.memory.HeapTensor.at;

import bn.api.Tensor;
import bn.api.kernel.Sgd;
import bn.api.kernel.UpdateKernel;
import bn.opencl.memory.Heap;
import bn.opencl.program.Op;

/** Updates. */
final class OpenClUpdate implements UpdateKernel {
    private final Heap heap;

    OpenClUpdate(Heap heap) {
        this.heap = heap;
    }

    /** A step's numbers in the order in which operations take them. */
    static double[] scalars(Sgd step) {
        return new double[] {step.momentum(), step.weightDecay(), step.learningRate()};
    }

    @Override
    public void sgd(Tensor parameter, Tensor gradient, Tensor velocity, Sgd step) {
        int n = (int) parameter.shape().elements();
        heap.runOnElements(Op.SGD, n, scalars(step), at(parameter), at(gradient), at(velocity), n);
    }
}
