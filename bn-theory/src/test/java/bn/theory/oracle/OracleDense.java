package bn.theory.oracle;

import bn.api.Tensor;
import bn.api.kernel.DenseKernel;

/** y = x W^T + b and its gradients by W and b. */
final class OracleDense implements DenseKernel {

    @Override
    public void forward(Tensor x, Tensor weights, Tensor bias, Tensor y) {
        HeapTensor in = (HeapTensor) x;
        HeapTensor w = (HeapTensor) weights;
        for (int n = 0; n < in.extent(0); n++) {
            for (int o = 0; o < w.extent(0); o++) {
                double sum = bias == null ? 0 : ((HeapTensor) bias).get(o);
                for (int i = 0; i < w.extent(1); i++) {
                    sum += in.get(n * w.extent(1) + i) * w.get(o * w.extent(1) + i);
                }
                ((HeapTensor) y).set(n * w.extent(0) + o, sum);
            }
        }
    }

    @Override
    public void backwardInput(Tensor dy, Tensor weights, Tensor dx) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void backwardParameters(Tensor x, Tensor dy, Tensor dWeights, Tensor dBias) {
        HeapTensor in = (HeapTensor) x;
        HeapTensor out = (HeapTensor) dy;
        int inputs = in.extent(1);
        int outputs = out.extent(1);
        for (int o = 0; o < outputs; o++) {
            double bias = 0;
            double[] sums = new double[inputs];
            for (int n = 0; n < in.extent(0); n++) {
                double slope = out.get(n * outputs + o);
                bias += slope;
                for (int i = 0; i < inputs; i++) {
                    sums[i] += slope * in.get(n * inputs + i);
                }
            }
            for (int i = 0; i < inputs; i++) {
                ((HeapTensor) dWeights).set(o * inputs + i, sums[i]);
            }
            if (dBias != null) {
                ((HeapTensor) dBias).set(o, bias);
            }
        }
    }
}
