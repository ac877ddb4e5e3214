package bn.theory.moments;

/** Lower triangles of symmetric d x d matrices, row by row in one array: entry (i, j), j <= i, is at i (i + 1) / 2 + j. */
final class Triangle {
    private Triangle() {}

    /** The number of entries, or where a row begins. */
    static long length(int rows) {
        return (long) rows * (rows + 1) / 2;
    }

    /** Adds another triangle and weight delta delta^T. */
    static void add(double[] triangle, double[] other, double[] delta, double weight) {
        int entry = 0;
        for (int i = 0; i < delta.length; i++) {
            double factor = weight * delta[i];
            for (int j = 0; j <= i; j++) {
                triangle[entry] += other[entry] + factor * delta[j];
                entry++;
            }
        }
    }

    /** The whole matrix, row-major. */
    static double[] full(double[] triangle, int d) {
        double[] full = new double[Math.multiplyExact(d, d)];
        int entry = 0;
        for (int i = 0; i < d; i++) {
            for (int j = 0; j <= i; j++) {
                full[i * d + j] = triangle[entry];
                full[j * d + i] = triangle[entry];
                entry++;
            }
        }
        return full;
    }
}
