package bn.conformance.reference;

import bn.api.Tensor;
import bn.api.kernel.DenseKernel;
import bn.api.kernel.DenseUpdateKernel;
import bn.api.kernel.Sgd;

/** Fully connected layers, each element a compensated sum. */
final class ReferenceDense implements DenseKernel, DenseUpdateKernel {

    @Override
    public void forward(Tensor x, Tensor weights, Tensor bias, Tensor y) {
        HeapTensor in = (HeapTensor) x;
        HeapTensor w = (HeapTensor) weights;
        HeapTensor b = (HeapTensor) bias;
        HeapTensor out = (HeapTensor) y;
        int inputs = in.shape().size(1);
        int outputs = w.shape().size(0);
        for (int n = 0; n < in.shape().size(0); n++) {
            for (int o = 0; o < outputs; o++) {
                CompensatedSum sum = new CompensatedSum().add(b == null ? 0 : b.get(o));
                for (int i = 0; i < inputs; i++) {
                    sum.add(in.get(n * inputs + i) * w.get(o * inputs + i));
                }
                out.set(n * outputs + o, sum.value());
            }
        }
    }

    @Override
    public void backwardInput(Tensor dy, Tensor weights, Tensor dx) {
        HeapTensor outputGradients = (HeapTensor) dy;
        HeapTensor w = (HeapTensor) weights;
        HeapTensor result = (HeapTensor) dx;
        int inputs = w.shape().size(1);
        int outputs = w.shape().size(0);
        for (int n = 0; n < outputGradients.shape().size(0); n++) {
            for (int i = 0; i < inputs; i++) {
                CompensatedSum sum = new CompensatedSum();
                for (int o = 0; o < outputs; o++) {
                    sum.add(outputGradients.get(n * outputs + o) * w.get(o * inputs + i));
                }
                result.set(n * inputs + i, sum.value());
            }
        }
    }

    @Override
    public void backwardParameters(Tensor x, Tensor dy, Tensor dWeights, Tensor dBias) {
        int inputs = x.shape().size(1);
        for (int o = 0; o < dy.shape().size(1); o++) {
            for (int i = 0; i < inputs; i++) {
                ((HeapTensor) dWeights).set(o * inputs + i, weightGradient((HeapTensor) x, (HeapTensor) dy, o, i));
            }
        }
        sumRows((HeapTensor) dy, (HeapTensor) dBias);
    }

    private static double weightGradient(HeapTensor x, HeapTensor dy, int o, int i) {
        int inputs = x.shape().size(1);
        int outputs = dy.shape().size(1);
        CompensatedSum sum = new CompensatedSum();
        for (int n = 0; n < x.shape().size(0); n++) {
            sum.add(dy.get(n * outputs + o) * x.get(n * inputs + i));
        }
        return sum.value();
    }

    private static void sumRows(HeapTensor dy, HeapTensor dBias) {
        int outputs = dy.shape().size(1);
        for (int o = 0; dBias != null && o < outputs; o++) {
            CompensatedSum sum = new CompensatedSum();
            for (int n = 0; n < dy.shape().size(0); n++) {
                sum.add(dy.get(n * outputs + o));
            }
            dBias.set(o, sum.value());
        }
    }

    @Override
    public void update(Tensor x, Tensor dy, Tensor weights, Tensor velocity, Sgd step, Tensor dBias) {
        int inputs = x.shape().size(1);
        for (int o = 0; o < dy.shape().size(1); o++) {
            for (int i = 0; i < inputs; i++) {
                double gradient = weightGradient((HeapTensor) x, (HeapTensor) dy, o, i);
                ReferenceUpdate.step((HeapTensor) weights, gradient, (HeapTensor) velocity, step, o * inputs + i);
            }
        }
        sumRows((HeapTensor) dy, (HeapTensor) dBias);
    }
}
