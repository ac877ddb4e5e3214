package bn.experiments.data;

import bn.api.ApiRemedy;
import bn.api.BnException;
import bn.api.DType;
import java.util.Locale;

/**
 * Whether a float type can hold what networks compute of examples: products w.x, their deviations from the mean, and variances.
 * Where it cannot, variances overflow, vanish or are rounding, and gradients and rates that look like numbers mean nothing.
 *
 * <p>With p bits of a number (24 in float32, 53 in float64) and the largest exponent e (128, 1024):
 *
 * <ul>
 * <li>No value is above 2^(3e/8) in size (2^48, 2^384). Its square is 2^(3e/4), which leaves 2^(e/4) for weights and for the sums
 * over features and a batch that a variance is. The largest deviation is not below 2^(-3e/8), or its square vanishes likewise.
 * <li>No mean is above 2^(p-8) deviations (2^16, 2^45), and no constant feature above that many deviations of all others together
 * (root of the sum of variances). A value is rounded by up to 2^-p of its size, so this leaves 8 bits for the deviations from the
 * mean: as many as a pixel of an image has.
 * </ul>
 */
public final class FloatRange {
    private static final int BITS_LEFT = 8;
    /** A deviation below this share of the mean is rounding of the float64 numbers: the feature is constant. */
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
        // The classes of a classification are 0 and 1.
        int columns = examples.features() + (examples.task() == Task.REGRESSION ? examples.targets() : 0);
        mean = new double[columns];
        deviation = new double[columns];
        largest = new double[columns];
        pass();
    }

    /**
     * Checks examples, in one pass; images are bytes and pass as they are.
     *
     * @throws BnException if the type is too narrow for a feature, or for the target of a regression
     */
    public static void check(Examples examples, DType dtype) {
        if (examples.image().isEmpty() && examples.count() > 0) {
            new FloatRange(examples, dtype).check();
        }
    }

    /** Sums relative to the first example, whose distance from the mean is at most root N deviations. */
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
                throw refused(j, text("is constantly %.6g; next to it rounding to %d bits leaves too little of the others", mean[j],
                        bits), "leave it out");
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
                ? new BnException(name + " " + why + " (" + dtype.label() + "); " + remedy + " or train in float64", ApiRemedy.FLOAT64)
                : new BnException(name + " " + why + " (" + dtype.label() + "); " + remedy);
    }
}
