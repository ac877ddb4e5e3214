package bn.cpu.f32;

/** The innermost loops over tiles. Each is a method of its own and starts at index 0, so that HotSpot vectorises it. */
final class FloatTileRows {

    private FloatTileRows() {}

    static void addOne(float[] x, float[] centre, float[] sum, float[] square, int length) {
        for (int j = 0; j < length; j++) {
            float d = x[j] - centre[j];
            sum[j] += d;
            square[j] += d * d;
        }
    }

    static void addTwo(float[] x, float[] y, float[] centre, float[] sum, float[] square, int length) {
        for (int j = 0; j < length; j++) {
            float d = x[j] - centre[j];
            float e = y[j] - centre[j];
            sum[j] += d + e;
            square[j] += d * d + e * e;
        }
    }

    static void affine(float[] x, float[] centre, float[] scale, float[] shift, int length) {
        for (int j = 0; j < length; j++) {
            x[j] = (x[j] - centre[j]) * scale[j] + shift[j];
        }
    }

    static void affineRelu(float[] x, float[] centre, float[] scale, float[] shift, int length) {
        for (int j = 0; j < length; j++) {
            x[j] = Math.max((x[j] - centre[j]) * scale[j] + shift[j], 0);
        }
    }

    static void addGradients(float[] x, float[] g, float[] mean, float[] sum, float[] product, int length) {
        for (int j = 0; j < length; j++) {
            sum[j] += g[j];
            product[j] += g[j] * (x[j] - mean[j]);
        }
    }

    static void combine(float[] x, float[] g, float[] mean, float[] factor, float[] slope, float[] shift, int length) {
        for (int j = 0; j < length; j++) {
            g[j] = factor[j] * (g[j] + (slope[j] * (x[j] - mean[j]) + shift[j]));
        }
    }

    /** sum += the elements of part from the given index on. */
    static void add(float[] part, int from, float[] sum, int length) {
        for (int j = 0; j < length; j++) {
            sum[j] += part[from + j];
        }
    }
}
