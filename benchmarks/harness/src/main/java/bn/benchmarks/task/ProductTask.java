package bn.benchmarks.task;

import java.util.List;

/**
 * A matrix product in float32: c = a b, all row-major.
 *
 * @param rows M, the rows of a and c
 * @param inner K, the columns of a and rows of b
 * @param columns N, the columns of b and c
 */
public record ProductTask(int rows, int inner, int columns) {
    /** The sizes. */
    public static final List<ProductTask> SIZES = List.of(new ProductTask(1024, 1024, 1024), new ProductTask(128, 784, 512));

    private static final int CHECKED_ELEMENTS = 64;

    /** Operations: 2 M K N. */
    public double flops() {
        return 2.0 * rows * inner * columns;
    }

    /** The left factor, M x K. */
    public float[] a() {
        return RandomData.normal(5, rows * inner, 0, 1);
    }

    /** The right factor, K x N. */
    public float[] b() {
        return RandomData.normal(6, inner * columns, 0, 1);
    }

    /** The right factor transposed, N x K, as linear layers store their weights. */
    public float[] bTransposed() {
        float[] b = b();
        float[] transposed = new float[b.length];
        for (int i = 0; i < b.length; i++) {
            transposed[i % columns * inner + i / columns] = b[i];
        }
        return transposed;
    }

    /**
     * Compares some elements of c with float64 arithmetic.
     *
     * @throws IllegalStateException if they are wrong
     */
    public void check(float[] a, float[] b, float[] c) {
        for (int at = 0; at < c.length; at += c.length / CHECKED_ELEMENTS + 1) {
            ProductSum sum = new ProductSum();
            for (int k = 0; k < inner; k++) {
                sum.add(a[at / columns * inner + k], b[k * columns + at % columns]);
            }
            sum.check("element " + at, c[at]);
        }
    }

    @Override
    public String toString() {
        return rows + "x" + inner + " times " + inner + "x" + columns;
    }
}
