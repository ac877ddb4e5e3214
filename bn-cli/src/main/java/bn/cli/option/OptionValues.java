package bn.cli.option;

import bn.api.InvalidRequestException;

/** Checks of numbers that options give. */
public final class OptionValues {
    private OptionValues() {}

    /** A count, which must be at least 1. */
    static int atLeastOne(String option, int count) {
        if (count < 1) {
            throw new InvalidRequestException(option + " is at least 1, got " + count);
        }
        return count;
    }

    /** A finite number of at least 0. */
    public static double notNegative(String option, double value) {
        if (!(value >= 0) || Double.isInfinite(value)) {
            throw new InvalidRequestException(option + " is a number of at least 0, got " + value);
        }
        return value;
    }

    /** A finite number above 0. */
    public static double positive(String option, double value) {
        if (!(value > 0) || Double.isInfinite(value)) {
            throw new InvalidRequestException(option + " is a number above 0, got " + value);
        }
        return value;
    }

    /** The seed of the noise: 1 if none was given. One that was given must have an effect. */
    public static long noiseSeed(Long given, double noiseSigma) {
        if (given != null && noiseSigma == 0) {
            throw new InvalidRequestException("--noise-seed has no effect without noise; leave it out, or give --noise-sigma");
        }
        return given == null ? 1 : given;
    }
}
