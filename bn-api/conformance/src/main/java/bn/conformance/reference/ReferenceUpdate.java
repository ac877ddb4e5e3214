package bn.conformance.reference;

import bn.api.Tensor;
import bn.api.kernel.Adam;
import bn.api.kernel.AdamKernel;
import bn.api.kernel.Sgd;
import bn.api.kernel.UpdateKernel;

/** SGD and Adam, element by element. */
final class ReferenceUpdate implements UpdateKernel, AdamKernel {

    @Override
    public void sgd(Tensor parameter, Tensor gradient, Tensor velocity, Sgd step) {
        for (int i = 0; i < parameter.shape().elements(); i++) {
            step((HeapTensor) parameter, ((HeapTensor) gradient).get(i), (HeapTensor) velocity, step, i);
        }
    }

    /** The step of one element. */
    static void step(HeapTensor parameter, double gradient, HeapTensor velocity, Sgd step, int i) {
        double g = gradient + step.weightDecay() * parameter.get(i);
        double moved = step.momentum() * velocity.get(i) + g;
        velocity.set(i, moved);
        double direction = step.nesterov() ? g + step.momentum() * moved : moved;
        parameter.set(i, parameter.get(i) - step.learningRate() * direction);
    }

    @Override
    public void adam(Tensor parameter, Tensor gradient, Tensor mean, Tensor variance, Adam step, long number) {
        double meanCorrection = 1 - Math.pow(step.beta1(), (double) number);
        double varianceCorrection = 1 - Math.pow(step.beta2(), (double) number);
        for (int i = 0; i < parameter.shape().elements(); i++) {
            double p = ((HeapTensor) parameter).get(i);
            double g = ((HeapTensor) gradient).get(i);
            if (step.decoupled()) {
                p *= 1 - step.learningRate() * step.weightDecay();
            } else {
                g += step.weightDecay() * p;
            }
            double m = step.beta1() * ((HeapTensor) mean).get(i) + (1 - step.beta1()) * g;
            double v = step.beta2() * ((HeapTensor) variance).get(i) + (1 - step.beta2()) * g * g;
            double slope = m / meanCorrection / (Math.sqrt(v / varianceCorrection) + step.eps());
            ((HeapTensor) mean).set(i, m);
            ((HeapTensor) variance).set(i, v);
            ((HeapTensor) parameter).set(i, p - step.learningRate() * slope);
        }
    }
}
