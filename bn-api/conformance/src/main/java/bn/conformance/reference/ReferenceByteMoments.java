package bn.conformance.reference;

import bn.api.Moments;
import bn.api.kernel.ByteMomentsAccumulator;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.Objects;

/** Moments of bytes by sums of integers, which do not overflow below 10^14 rows; at the end in BigInteger, rounded once. */
final class ReferenceByteMoments implements ByteMomentsAccumulator {
    private final int features;
    private final long[] sums;
    private final long[] products;
    private long count;

    ReferenceByteMoments(int features) {
        if (features < 1) {
            throw new IllegalArgumentException("moments of bytes: features are " + features + ", expected at least 1");
        }
        this.features = features;
        sums = new long[features];
        products = new long[features * features];
    }

    @Override
    public void add(byte[] rows, int from, int count) {
        Objects.checkFromIndexSize(from * features, count * features, rows.length);
        for (int row = from; row < from + count; row++) {
            for (int i = 0; i < features; i++) {
                int value = Byte.toUnsignedInt(rows[row * features + i]);
                sums[i] += value;
                for (int j = 0; j < features; j++) {
                    products[i * features + j] += (long) value * Byte.toUnsignedInt(rows[row * features + j]);
                }
            }
        }
        this.count += count;
    }

    @Override
    public Moments result() {
        if (count == 0) {
            throw new IllegalStateException("no moments: nothing was added");
        }
        double[] mean = new double[features];
        double[] scatterMatrix = new double[features * features];
        for (int i = 0; i < features; i++) {
            mean[i] = perRow(BigInteger.valueOf(sums[i]));
            for (int j = 0; j < features; j++) {
                BigInteger all = BigInteger.valueOf(products[i * features + j]).multiply(BigInteger.valueOf(count));
                scatterMatrix[i * features + j] = perRow(all.subtract(BigInteger.valueOf(sums[i])
                        .multiply(BigInteger.valueOf(sums[j]))));
            }
        }
        return new Moments(count, mean, scatterMatrix);
    }

    private double perRow(BigInteger sum) {
        return new BigDecimal(sum).divide(BigDecimal.valueOf(count), MathContext.DECIMAL128).doubleValue();
    }

    @Override
    public void close() {
        // Nothing to free.
    }
}
