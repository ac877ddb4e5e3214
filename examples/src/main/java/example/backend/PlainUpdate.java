package example.backend;

import bn.api.Tensor;
import bn.api.kernel.Sgd;
import bn.api.kernel.UpdateKernel;

/** SGD, element by element. */
final class PlainUpdate implements UpdateKernel {

    @Override
    public void sgd(Tensor parameter, Tensor gradient, Tensor velocity, Sgd step) {
        PlainTensor p = (PlainTensor) parameter;
        PlainTensor g = (PlainTensor) gradient;
        PlainTensor v = (PlainTensor) velocity;
        for (int i = 0; i < p.shape().elements(); i++) {
            double slope = g.get(i) + step.weightDecay() * p.get(i);
            double moved = step.momentum() * v.get(i) + slope;
            v.set(i, moved);
            double direction = step.nesterov() ? slope + step.momentum() * moved : moved;
            p.set(i, p.get(i) - step.learningRate() * direction);
        }
    }
}
