package bn.benchmarks.run;

import java.util.Arrays;

/** Whether contestants agree on the numbers that their checks computed. */
final class Agreement {
    /** The precision of a contestant's products, and the relative difference that it allows. */
    enum Precision {
        /**
         * The losses of the first three steps of a network are sums in another order, layer after layer. In
        * runs with several seeds all contestants were within 5e-5 of each other. Without momentum, or with a learning rate that is a tenth
        * smaller, a loss of each network differed by 1e-2 or more.
        */
        FLOAT32(1e-3),
        /**
         * Factors are rounded to 11 significant bits, which changes a product by at most 2^-10 of its size. The deepest network has 20
         * products one after the other, each of which may add so much.
         */
        TF32(20 * 0x1p-10);

        private final double tolerance;

        Precision(double tolerance) {
            this.tolerance = tolerance;
        }
    }

    private final String contestant;
    private final double[] numbers;

    /** The numbers that those of others are compared with, and the contestant that computed them. */
    Agreement(String contestant, double[] numbers) {
        this.contestant = contestant;
        this.numbers = numbers;
    }

    /**
     * Compares the numbers of another contestant.
     *
     * @throws IllegalStateException if they differ
     */
    void check(double[] others, Precision precision) {
        boolean same = others.length == numbers.length;
        for (int i = 0; same && i < numbers.length; i++) {
            same = Math.abs(others[i] - numbers[i]) <= precision.tolerance * Math.abs(numbers[i]);
        }
        if (!same) {
            throw new IllegalStateException("computes " + Arrays.toString(others) + ", but " + contestant + " "
                    + Arrays.toString(numbers));
        }
    }
}
