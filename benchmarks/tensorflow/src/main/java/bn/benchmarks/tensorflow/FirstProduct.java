package bn.benchmarks.tensorflow;

import org.tensorflow.EagerSession;
import org.tensorflow.op.Ops;

/** A program that multiplies two matrices and exits. */
public final class FirstProduct {

    private FirstProduct() {}

    /** Prints an element of the product. */
    public static void main(String[] args) {
        Ops tf = Ops.create(EagerSession.create());
        float[][] ones = {{1, 1}, {1, 1}};
        System.out.println(tf.linalg.matMul(tf.constant(ones), tf.constant(ones)).asTensor().getFloat(0, 0));
        System.exit(0);
    }
}
