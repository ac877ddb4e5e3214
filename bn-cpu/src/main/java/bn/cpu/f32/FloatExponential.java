package bn.cpu.f32;

import bn.cpu.channels.TileBuffer;

/**
 * The exponential function of the elements of a tile: {@code exp(x) = scale (1 + rest)}, where scale is a power of 2 and rest is
 * between about -0.3 and 0.42. Both parts have a relative error of a few roundings, so {@code scale rest + (scale - 1)} is accurate
 * for {@code exp(x) - 1}, also where that is small.
 *
 * <p>With k the integer nearest to x / log 2, scale is 2^k, and rest is the Taylor polynomial of {@code exp(r) - 1} for
 * r = x - k log 2, which is at most 0.35 in size: the 14th term is less than a rounding of r, in double too.
 */
final class FloatExponential {
    private static final float ONE = 1;
    /** Adding and subtracting this number rounds to the nearest integer. */
    private static final float ROUNDING = 1.5f / Math.ulp(ONE);
    private static final float PER_LOG2 = (float) (1 / Math.log(2));
    /** log 2 in two parts. The first has 9 significant bits, so that its product with k is exact. */
    private static final float LOG2_HIGH = 355f / 512;
    private static final float LOG2_LOW = (float) (Math.log(2) - 355.0 / 512);
    /** The exponential of a larger number is infinite, and that of its negative is 0, in double too. */
    private static final float LIMIT = 750;
    /** At least as large as any k. */
    private static final int MOST_POWER = 1100;
    private static final float[] POWERS = powers();

    /** The results of the last call of {@link #compute}, by element of the tile. */
    final float[] scale = new float[TileBuffer.LENGTH];
    final float[] rest = new float[TileBuffer.LENGTH];

    private static float[] powers() {
        float[] powers = new float[2 * MOST_POWER + 1];
        for (int k = -MOST_POWER; k <= MOST_POWER; k++) {
            powers[k + MOST_POWER] = Math.scalb(ONE, k);
        }
        return powers;
    }

    /** Computes both parts of exp(factor x) for the elements of a tile. */
    void compute(float factor, float[] x, int width) {
        split(factor, x, scale, rest, width);
        expand(rest, width);
        raise(scale, width);
    }

    /** k and r of each element; k is limited to the powers in the table. */
    private static void split(float factor, float[] x, float[] k, float[] r, int width) {
        for (int j = 0; j < width; j++) {
            float limited = Math.min(Math.max(factor * x[j], -LIMIT), LIMIT);
            float integer = limited * PER_LOG2 + ROUNDING - ROUNDING;
            k[j] = integer;
            r[j] = limited - integer * LOG2_HIGH - integer * LOG2_LOW;
        }
    }

    /** exp(r) - 1. */
    private static void expand(float[] r, int width) {
        for (int j = 0; j < width; j++) {
            float z = r[j];
            float sum = z * (float) (1.0 / 6227020800.0) + (float) (1.0 / 479001600.0);
            sum = sum * z + (float) (1.0 / 39916800.0);
            sum = sum * z + (float) (1.0 / 3628800.0);
            sum = sum * z + (float) (1.0 / 362880.0);
            sum = sum * z + (float) (1.0 / 40320.0);
            sum = sum * z + (float) (1.0 / 5040.0);
            sum = sum * z + (float) (1.0 / 720.0);
            sum = sum * z + (float) (1.0 / 120.0);
            sum = sum * z + (float) (1.0 / 24.0);
            sum = sum * z + (float) (1.0 / 6.0);
            sum = sum * z + 0.5f;
            r[j] = sum * z * z + z;
        }
    }

    /** 2^k; 1 where k is NaN, because rest is NaN there. */
    private static void raise(float[] k, int width) {
        for (int j = 0; j < width; j++) {
            k[j] = POWERS[(int) k[j] + MOST_POWER];
        }
    }
}
