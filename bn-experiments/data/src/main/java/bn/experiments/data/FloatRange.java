package bn.experiments.data;

import bn.api.ApiRemedy;
import bn.api.BnException;
import bn.api.DType;
import java.util.Locale;

/**
 * Checks whether the range and precision of a floating-point type suffice for what networks compute from examples:
 * pre-activations w.x, their deviations from the mean, and variances. Otherwise variances overflow, underflow or consist of
 * rounding errors, and gradients and rates are meaningless although they are finite numbers.
 *
 * <p>Let p be the bits of the significand (24 in float32, 53 in float64), e the largest exponent (128, 1024), and "deviation" a
 * standard deviation. The conditions are:
 *
 * <ul>
 * <li>No value exceeds 2^(3e/8) in size (2^48, 2^384). Its square is at most 2^(3e/4), which leaves a factor of 2^(e/4) for
 * weights and for the sums over features and batch in a variance. The largest deviation is at least 2^(-3e/8), since its square
 * would underflow otherwise.
 * <li>No mean exceeds 2^(p-8) deviations (2^16, 2^45), and no constant feature exceeds 2^(p-8) times the root of the sum of all
 * variances. Rounding errors are up to 2^-p of a value, so at least 8 bits remain for the deviations from the mean, as many as a
 * pixel of an image has.
 * </ul>
 */
public final class FloatRange {
    private static final int BITS_LEFT = 8;
    /** A deviation below this fraction of the mean is a rounding error in float64: the feature is constant. */
    private static final double CONSTANT = 1e-12;

    private final Examples examples;
    private final DType dtype;
    private final int bits;
    private final double limit;
    private final double[] mean;
    private final double[] deviation;
    private final double[] largest;

    private FloatRange(Examples examples, DType dtype) {
        this.examples = examples;
        this.dtype = dtype;
        boolean single = dtype == DType.FLOAT32;
        bits = single ? 24 : 53;
        limit = Math.scalb(1.0, 3 * ((single ? Float.MAX_EXPONENT : Double.MAX_EXPONENT) + 1) / 8);
        // One-hot targets of a classification are always in range.
        int columns = examples.features() + (examples.task() == Task.REGRESSION ? examples.targets() : 0);
        mean = new double[columns];
        deviation = new double[columns];
        largest = new double[columns];
        pass();
    }

    /**
     * Checks examples in one pass. Images consist of bytes and are always accepted.
     *
     * @throws BnException if range or precision do not suffice for a feature or for the target of a regression
     */
    public static void check(Examples examples, DType dtype) {
        if (examples.image().isEmpty() && examples.count() > 0) {
            new FloatRange(examples, dtype).check();
        }
    }

    /** Computes mean and deviation from sums relative to the first example, which is at most root N deviations from the mean. */
    private void pass() {
        int columns = mean.length;
        double[] first = new double[examples.features() + examples.targets()];
        double[] row = new double[first.length];
        for (int i = 0; i < examples.count(); i++) {
            examples.copyFeatures(i, row, 0);
            examples.copyTargets(i, row, examples.features());
            if (i == 0) {
                System.arraycopy(row, 0, first, 0, columns);
            }
            for (int j = 0; j < columns; j++) {
                double apart = row[j] - first[j];
                mean[j] += apart;
                deviation[j] += apart * apart;
                largest[j] = Math.max(largest[j], Math.abs(row[j]));
            }
        }
        for (int j = 0; j < columns; j++) {
            double offset = mean[j] / examples.count();
            deviation[j] = Math.sqrt(Math.max(0, deviation[j] / examples.count() - offset * offset));
            mean[j] = first[j] + offset;
            deviation[j] = deviation[j] <= CONSTANT * Math.abs(mean[j]) ? 0 : deviation[j];
        }
    }

    private void check() {
        double squares = 0;
        double most = 0;
        for (int j = 0; j < mean.length; j++) {
            if (!(largest[j] <= limit)) {
                throw refused(j, text("has values up to %.3g in size; their squares do not fit", largest[j]));
            }
            if (deviation[j] > 0 && Math.abs(mean[j]) > deviationsAllowed() * deviation[j]) {
                throw refused(j, text("has mean %.6g and standard deviation %.3g; rounding to %d bits leaves too little of the "
                        + "deviations", mean[j], deviation[j], bits));
            }
            if (j < examples.features()) {
                squares += deviation[j] * deviation[j];
                most = Math.max(most, deviation[j]);
            }
        }
        for (int j = 0; j < examples.features(); j++) {
            if (most > 0 && most < 1 / limit && deviation[j] == most) {
                throw refused(j, text("has the largest standard deviation of all, %.3g; its square does not fit", most));
            }
            if (deviation[j] == 0 && squares > 0 && Math.abs(mean[j]) > deviationsAllowed() * Math.sqrt(squares)) {
                throw refused(j,
                        text("is constantly %.6g; next to it rounding to %d bits leaves too little of the others", mean[j],
                                bits),
                        "leave it out");
            }
        }
    }

    private double deviationsAllowed() {
        return Math.scalb(1.0, bits - BITS_LEFT);
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }

    private BnException refused(int column, String why) {
        return refused(column, why, "standardize it (subtract the mean, divide by the standard deviation)");
    }

    private BnException refused(int column, String why, String remedy) {
        String name = column < examples.features() ? "feature " + (column + 1) + " of " + examples.features() : "the target";
        return dtype == DType.FLOAT32
                ? new BnException(name + " " + why + " (" + dtype.label() + "); " + remedy + " or train in float64",
                        ApiRemedy.FLOAT64)
                : new BnException(name + " " + why + " (" + dtype.label() + "); " + remedy);
    }
}
