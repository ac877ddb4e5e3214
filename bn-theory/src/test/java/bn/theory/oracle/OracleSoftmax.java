package bn.theory.oracle;

import bn.api.Tensor;
import bn.api.kernel.Loss;
import bn.api.kernel.LossKernel;

/** The softmax cross-entropy and its gradient. */
final class OracleSoftmax implements LossKernel {

    @Override
    public void compute(Loss loss, Tensor z, Tensor targets, Tensor dz, Tensor metrics) {
        if (loss != Loss.SOFTMAX_CROSS_ENTROPY) {
            throw new UnsupportedOperationException(loss.toString());
        }
        HeapTensor outputs = (HeapTensor) z;
        int n = outputs.extent(0);
        int classes = outputs.extent(1);
        double sum = 0;
        for (int i = 0; i < n; i++) {
            double largest = Double.NEGATIVE_INFINITY;
            for (int k = 0; k < classes; k++) {
                largest = Math.max(largest, outputs.get(i * classes + k));
            }
            double total = 0;
            for (int k = 0; k < classes; k++) {
                total += Math.exp(outputs.get(i * classes + k) - largest);
            }
            for (int k = 0; k < classes; k++) {
                double logit = outputs.get(i * classes + k) - largest;
                double target = ((HeapTensor) targets).get(i * classes + k);
                sum -= target * (logit - Math.log(total)) / n;
                ((HeapTensor) dz).set(i * classes + k, (Math.exp(logit) / total - target) / n);
            }
        }
        ((HeapTensor) metrics).set(0, sum);
    }
}
