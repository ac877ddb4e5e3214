package bn.benchmarks.nd4j;

import org.nd4j.linalg.factory.Nd4j;

/** A program that multiplies two matrices and exits. */
public final class FirstProduct {

    private FirstProduct() {}

    /** Prints an element of the product. */
    public static void main(String[] args) {
        System.out.println(Nd4j.ones(4, 4).mmul(Nd4j.ones(4, 4)).getFloat(0));
        System.exit(0);
    }
}
