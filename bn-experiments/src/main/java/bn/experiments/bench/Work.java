package bn.experiments.bench;

/**
 * What one call of a workload has to do.
 *
 * @param amount how many units
 * @param unit what is counted
 */
public record Work(double amount, Unit unit) {

    /** What is counted: the resource that limits the workload. */
    public enum Unit {
        /** Floating-point operations; a multiplication and an addition are two. */
        FLOP("GFLOP/s"),
        /** Compulsory traffic in bytes: each argument read once, each result written once. */
        BYTE("GB/s");

        private final String rateLabel;

        Unit(String rateLabel) {
            this.rateLabel = rateLabel;
        }

        /** The unit of rates. */
        public String rateLabel() {
            return rateLabel;
        }
    }

    static Work flops(double amount) {
        return new Work(amount, Unit.FLOP);
    }

    static Work bytes(double amount) {
        return new Work(amount, Unit.BYTE);
    }

    /** The rate of a call that takes this many seconds, in {@link Unit#rateLabel}. */
    public double rate(double seconds) {
        return amount / seconds * 1e-9;
    }
}
