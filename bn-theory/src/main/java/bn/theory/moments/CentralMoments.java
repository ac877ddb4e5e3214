package bn.theory.moments;

/**
 * Sums of powers of the deviations from the mean, of a sample of numbers x. Sums rather than averages, so that disjoint samples
 * merge by the formulas of P. Pebay, Formulas for robust, one-pass parallel computation of covariances and arbitrary-order
 * statistical moments, Sandia report SAND2008-6212 (2008).
 *
 * @param count number of values N, at least 1
 * @param mean their mean
 * @param second sum of (x - mean)^2
 * @param third sum of (x - mean)^3
 * @param fourth sum of (x - mean)^4
 */
public record CentralMoments(long count, double mean, double second, double third, double fourth) {

    /** Checks the count. */
    public CentralMoments {
        if (count < 1) {
            throw new IllegalArgumentException("moments need at least 1 value, got " + count);
        }
    }

    /** The moments of the first values of an array, by two passes. */
    public static CentralMoments of(double[] values, int count) {
        // Relative to the first value, so that the mean costs no accuracy where it is far larger than the deviation.
        double shift = count < 1 ? 0 : values[0];
        double sum = 0;
        for (int i = 0; i < count; i++) {
            sum += values[i] - shift;
        }
        double offset = sum / count;
        double second = 0;
        double third = 0;
        double fourth = 0;
        for (int i = 0; i < count; i++) {
            double deviation = values[i] - shift - offset;
            double square = deviation * deviation;
            second += square;
            third += square * deviation;
            fourth += square * square;
        }
        return new CentralMoments(count, shift + offset, second, third, fourth);
    }

    /** The moments of both samples together. */
    public CentralMoments merge(CentralMoments other) {
        long total = count + other.count;
        double here = (double) count / total;
        double there = (double) other.count / total;
        double delta = other.mean - mean;
        double weight = count * there;
        double square = delta * delta;
        return new CentralMoments(total, mean + there * delta,
                second + other.second + weight * square,
                third + other.third + weight * (here - there) * square * delta
                        + 3 * delta * (here * other.second - there * second),
                fourth + other.fourth + weight * (here * here - here * there + there * there) * square * square
                        + 6 * square * (here * here * other.second + there * there * second)
                        + 4 * delta * (here * other.third - there * third));
    }

    /** The biased variance, the sum of squares by N. */
    public double variance() {
        return second / count;
    }

    /** The skewness, E (x - mean)^3 / variance^(3/2); NaN if the variance is 0. */
    public double skewness() {
        return third / count / Math.pow(variance(), 1.5);
    }

    /** The excess kurtosis, E (x - mean)^4 / variance^2 - 3, which is 0 for a Gaussian; NaN if the variance is 0. */
    public double excessKurtosis() {
        return fourth / count / (variance() * variance()) - 3;
    }
}
