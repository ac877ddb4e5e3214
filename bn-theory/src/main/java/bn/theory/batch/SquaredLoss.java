package bn.theory.batch;

import java.util.Arrays;

/**
 * The loss sum_k (h_k - y_k)^2 / 2 of an example.
 *
 * @param targets y, N x K, row-major; not copied
 */
public record SquaredLoss(double[] targets) implements ExampleLoss {

    @Override
    public void derivatives(int example, double[] outputs, double[] gradient, double[] hessian) {
        int k = outputs.length;
        Arrays.fill(hessian, 0);
        for (int i = 0; i < k; i++) {
            gradient[i] = outputs[i] - targets[example * k + i];
            hessian[i * k + i] = 1;
        }
    }
}
