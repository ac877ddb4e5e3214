package bn.experiments.study.folding;

import java.util.Arrays;

/** A way to go on after the training with batch norm. */
enum Arm {
    /** With batch norm. */
    BATCH_NORM("batch norm"),
    /** Without batch norm and without any penalty. */
    NONE("no penalty"),
    /** Without batch norm, with the penalty of its rates, negative ones as they are. */
    RATES("its rates"),
    /** The same, differentiated through means and covariances, as batch norm is. */
    RATES_THROUGH("its rates, through the statistics"),
    /** The first again, negative rates set to 0. */
    POSITIVE_RATES("its rates, none negative"),
    /** Without batch norm, with plain weight decay. */
    WEIGHT_DECAY("weight decay");

    private final String label;

    Arm(String label) {
        this.label = label;
    }

    /** Its name among the levels of a factor. */
    String label() {
        return label;
    }

    /** Whether it has the penalty. */
    boolean penalized() {
        return this == RATES || this == RATES_THROUGH || this == POSITIVE_RATES;
    }

    /** The rates that it goes on with, of the rates that were read. */
    double[] rates(double[] lambda) {
        return this == POSITIVE_RATES ? Arrays.stream(lambda).map(rate -> Math.max(0, rate)).toArray() : lambda;
    }
}
