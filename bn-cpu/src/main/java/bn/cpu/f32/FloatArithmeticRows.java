package bn.cpu.f32;

/** Sums, products, quotients and maxima of tiles and other arrays. Each loop starts at index 0, so that HotSpot vectorises it. */
final class FloatArithmeticRows {

    private FloatArithmeticRows() {}

    static void add(float[] sum, float[] x, int length) {
        for (int j = 0; j < length; j++) {
            sum[j] += x[j];
        }
    }

    static void addProducts(float[] sum, float[] x, float[] y, int length) {
        for (int j = 0; j < length; j++) {
            sum[j] += x[j] * y[j];
        }
    }

    static void max(float[] largest, float[] x, int length) {
        for (int j = 0; j < length; j++) {
            largest[j] = Math.max(largest[j], x[j]);
        }
    }

    static void multiply(float[] x, float[] y, int length) {
        for (int j = 0; j < length; j++) {
            x[j] *= y[j];
        }
    }

    static void divide(float[] x, float[] divisor, int length) {
        for (int j = 0; j < length; j++) {
            x[j] /= divisor[j];
        }
    }
}
