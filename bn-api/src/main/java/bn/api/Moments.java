package bn.api;

import java.util.Arrays;

/**
 * First and second moments of a sample, on the host in float64: all that the theory needs of a data set.
 *
 * <p>The record holds the scatter matrix, not the covariance, because moments of disjoint samples then merge exactly (Chan,
 * Golub and LeVeque 1983).
 *
 * @param count number of examples, at least 1
 * @param mean mean of each feature, length d
 * @param scatterMatrix sum over examples of (x - mean)(x - mean)^T, symmetric, row-major, length d * d
 */
public record Moments(long count, double[] mean, double[] scatterMatrix) {

    /** Checks the sizes. The arrays are not copied. */
    public Moments {
        if (count < 1) {
            throw new IllegalArgumentException("moments need at least 1 example, got " + count);
        }
        if (scatterMatrix.length != (long) mean.length * mean.length) {
            throw new IllegalArgumentException("the scatter matrix has " + scatterMatrix.length + " entries, a mean of "
                    + mean.length
                    + " features needs " + (long) mean.length * mean.length);
        }
    }

    /** Number of features d. */
    public int dimension() {
        return mean.length;
    }

    /** Biased covariance (divided by the count, not by count - 1) of features i and j. */
    public double covariance(int i, int j) {
        return scatterMatrix[i * mean.length + j] / count;
    }

    /** The biased covariance matrix, row-major, a new array of length d * d. */
    public double[] covariance() {
        double[] covariance = new double[scatterMatrix.length];
        for (int i = 0; i < covariance.length; i++) {
            covariance[i] = scatterMatrix[i] / count;
        }
        return covariance;
    }

    /** The moments of the first features alone. */
    public Moments marginal(int features) {
        int d = dimension();
        double[] part = new double[features * features];
        for (int i = 0; i < features; i++) {
            System.arraycopy(scatterMatrix, i * d, part, i * features, features);
        }
        return new Moments(count, Arrays.copyOf(mean, features), part);
    }

    /** The moments of both samples together. */
    public Moments merge(Moments other) {
        int d = dimension();
        if (other.dimension() != d) {
            throw new IllegalArgumentException("cannot merge moments of " + d + " and " + other.dimension() + " features");
        }
        long total = count + other.count;
        double fraction = (double) other.count / total;
        double[] delta = new double[d];
        double[] mergedMean = new double[d];
        for (int i = 0; i < d; i++) {
            delta[i] = other.mean[i] - mean[i];
            mergedMean[i] = mean[i] + fraction * delta[i];
        }
        double[] merged = new double[d * d];
        for (int i = 0; i < d; i++) {
            for (int j = 0; j < d; j++) {
                int ij = i * d + j;
                // This order of operations rounds (i, j) and (j, i) alike, so the scatter matrix stays exactly symmetric.
                merged[ij] = scatterMatrix[ij] + other.scatterMatrix[ij] + count * fraction * (delta[i] * delta[j]);
            }
        }
        return new Moments(total, mergedMean, merged);
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof Moments m && count == m.count && Arrays.equals(mean, m.mean) && Arrays.equals(scatterMatrix,
                m.scatterMatrix);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(mean) * 31 + Long.hashCode(count);
    }

    @Override
    public String toString() {
        return "Moments[count=" + count + ", dimension=" + dimension() + "]";
    }
}
