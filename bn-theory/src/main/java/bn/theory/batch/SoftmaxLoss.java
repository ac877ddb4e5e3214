package bn.theory.batch;

/**
 * The cross-entropy log(sum_k exp(h_k)) - h_label of an example.
 *
 * @param labels class of each example, from 0 to K - 1, length N; not copied
 */
public record SoftmaxLoss(int[] labels) implements ExampleLoss {

    @Override
    public void derivatives(int example, double[] outputs, double[] gradient, double[] hessian) {
        int k = outputs.length;
        double largest = Double.NEGATIVE_INFINITY;
        for (double h : outputs) {
            largest = Math.max(largest, h);
        }
        double sum = 0;
        for (int i = 0; i < k; i++) {
            gradient[i] = Math.exp(outputs[i] - largest);
            sum += gradient[i];
        }
        for (int i = 0; i < k; i++) {
            gradient[i] /= sum;
        }
        for (int i = 0; i < k; i++) {
            for (int j = 0; j < k; j++) {
                hessian[i * k + j] = (i == j ? gradient[i] : 0) - gradient[i] * gradient[j];
            }
        }
        gradient[labels[example]] -= 1;
    }
}
