package bn.conformance.reference;

import bn.api.Tensor;
import bn.api.kernel.Sgd;
import bn.api.kernel.UpdateKernel;

/** SGD, element by element. */
final class ReferenceUpdate implements UpdateKernel {

    @Override
    public void sgd(Tensor parameter, Tensor gradient, Tensor velocity, Sgd step) {
        for (int i = 0; i < parameter.shape().elements(); i++) {
            step((HeapTensor) parameter, ((HeapTensor) gradient).get(i), (HeapTensor) velocity, step, i);
        }
    }

    /** The step of one element. */
    static void step(HeapTensor parameter, double gradient, HeapTensor velocity, Sgd step, int i) {
        double moved = step.momentum() * velocity.get(i) + gradient + step.weightDecay() * parameter.get(i);
        velocity.set(i, moved);
        parameter.set(i, parameter.get(i) - step.learningRate() * moved);
    }
}
