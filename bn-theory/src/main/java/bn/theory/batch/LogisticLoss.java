package bn.theory.batch;

import java.util.Arrays;

/**
 * The multi-label logistic loss sum_k log(1 + exp(-y_k h_k)) of an example: y_k is 1 where label k is positive, else -1.
 *
 * @param positive labels, N x K, row-major; not copied
 */
public record LogisticLoss(boolean[] positive) implements ExampleLoss {

    @Override
    public void derivatives(int example, double[] outputs, double[] gradient, double[] hessian) {
        int k = outputs.length;
        Arrays.fill(hessian, 0);
        for (int i = 0; i < k; i++) {
            double sign = positive[example * k + i] ? 1 : -1;
            // The probabilities of the wrong and of the right label. Neither is computed as 1 minus the other: that would cancel.
            double wrong = 1 / (1 + Math.exp(sign * outputs[i]));
            double right = 1 / (1 + Math.exp(-sign * outputs[i]));
            gradient[i] = -sign * wrong;
            hessian[i * k + i] = wrong * right;
        }
    }
}
