package bn.benchmarks.djl;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

/** A program that multiplies two matrices and exits. */
public final class FirstProduct {

    private FirstProduct() {}

    /** Prints an element of the product. */
    public static void main(String[] args) {
        try (NDManager manager = NDManager.newBaseManager()) {
            System.out.println(manager.ones(new Shape(4, 4)).dot(manager.ones(new Shape(4, 4))).getFloat(0, 0));
        }
        System.exit(0);
    }
}
