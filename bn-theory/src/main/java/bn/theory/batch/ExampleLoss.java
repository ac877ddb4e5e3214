package bn.theory.batch;

/** The loss of one example as a twice differentiable function of the K outputs h of a batch-normalized layer. */
@FunctionalInterface
public interface ExampleLoss {

    /**
     * First and second derivatives at the outputs of one example.
     *
     * @param example index of the example, from 0
     * @param outputs h, length K; the method must not change or keep the array
     * @param gradient receives dl/dh_k, length K; all of it is written
     * @param hessian receives d2l/dh_k dh_j, symmetric, row-major, length K * K; all of it is written
     */
    void derivatives(int example, double[] outputs, double[] gradient, double[] hessian);
}
