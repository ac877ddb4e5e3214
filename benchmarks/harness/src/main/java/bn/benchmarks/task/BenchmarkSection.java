package bn.benchmarks.task;

import java.util.Locale;

/** The sections of the benchmarks, in the order in which they are run. */
public enum BenchmarkSection {
    /** Batch norm in training, forward and backward. */
    BATCH_NORM("libtorch: batch_norm, backward"),
    /** A training step of a network with batch norm. */
    STEP("libtorch: hand-written step"),
    /** Matrix products. */
    PRODUCTS("libtorch: dot"),
    /** The second moments of a data set. */
    MOMENTS("OpenBLAS: ssyrk"),
    /** A training step, with and without recording the rates of all units. */
    RATES("bn: step");

    private final String reference;

    BenchmarkSection(String reference) {
        this.reference = reference;
    }

    /** The contestant by whose times those of the others are divided. */
    public String reference() {
        return reference;
    }

    /** Its name on the command line. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
