package bn.spark.network;

import bn.experiments.rate.RateSums;
import bn.experiments.train.EvaluationSums;
import java.io.Serializable;
import java.util.Optional;

/** What a task found in its partition, or several in theirs. */
final class NetworkPart implements Serializable {
    private static final long serialVersionUID = 1L;

    private final RateSums rates;
    private final EvaluationSums evaluation;
    private final ClassCounts classes;
    private final CellFaults faults;
    /** Why an example of it was refused; null if none was. */
    private final String refusal;
    private long rest;
    private int partitions;

    /**
     * Of a partition.
     *
     * @param rest how many examples fill no batch
     */
    NetworkPart(RateSums rates, EvaluationSums evaluation, ClassCounts classes, CellFaults faults, String refusal, long rest) {
        this.rates = rates;
        this.evaluation = evaluation;
        this.classes = classes;
        this.faults = faults;
        this.refusal = refusal;
        this.rest = rest;
        partitions = rest > 0 ? 1 : 0;
    }

    /** Adds another partition. One that is refused stays as it is: there will be no result. */
    NetworkPart merge(NetworkPart other) {
        if (refusal != null || other.refusal != null) {
            return refusal != null ? this : other;
        }
        rates.merge(other.rates);
        evaluation.merge(other.evaluation);
        classes.merge(other.classes);
        faults.merge(other.faults);
        rest += other.rest;
        partitions += other.partitions;
        return this;
    }

    /** Why there are no results; empty if there are. */
    Optional<String> refusal() {
        return Optional.ofNullable(refusal).or(faults::refusal);
    }

    RateSums rates() {
        return rates;
    }

    EvaluationSums evaluation() {
        return evaluation;
    }

    ClassCounts classes() {
        return classes;
    }

    /** How many examples fill no batch. */
    long rest() {
        return rest;
    }

    /** How many partitions these are of. */
    int partitionsWithRest() {
        return partitions;
    }
}
