package bn.benchmarks.task;

import java.util.Locale;

/** The parts of the comparison, in the order in which they are run. */
public enum Section {
    /** Batch norm in training, forward and backward. */
    BATCH_NORM("libtorch: batch_norm, backward"),
    /** A training step of a network with batch norm. */
    STEP("libtorch: hand-written step"),
    /** Products of matrices. */
    PRODUCTS("libtorch: dot"),
    /** The second moments of a data set. */
    MOMENTS("OpenBLAS: ssyrk"),
    /** A training step with the rates of all units recorded. */
    RATES("bn: step");

    private final String reference;

    Section(String reference) {
        this.reference = reference;
    }

    /** The contestant that the others' times are divided by. */
    public String reference() {
        return reference;
    }

    /** How it is named on the command line. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
