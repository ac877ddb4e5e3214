package bn.spark;

import bn.theory.moments.RowMoments;
import java.io.Serializable;

/**
 * What is known of some of the rows: what travels from executor to executor, and at last to the driver.
 */
final class PartMoments implements Serializable {
    private static final long serialVersionUID = 1;

    private final RowMoments moments;
    private final ClassSums classes;
    private final RowFaults faults;
    private long skipped;

    /** Of no rows. */
    PartMoments(MomentsPass pass) {
        moments = new RowMoments(pass.layout().width());
        classes = new ClassSums(pass.features(), pass.mostClasses());
        faults = new RowFaults(pass.layout().columns());
    }

    /** Those of the features, and of the target if it is a number. */
    RowMoments moments() {
        return moments;
    }

    /** The sums of the features by class; empty if there are no classes. */
    ClassSums classes() {
        return classes;
    }

    RowFaults faults() {
        return faults;
    }

    /** The number of rows that were left out because of nulls. */
    long skipped() {
        return skipped;
    }

    void skip() {
        skipped++;
    }

    /** Adds what is known of other rows. */
    PartMoments merge(PartMoments other) {
        moments.merge(other.moments);
        classes.merge(other.classes);
        faults.merge(other.faults);
        skipped += other.skipped;
        return this;
    }
}
