package bn.experiments.bench;

/**
 * What one call of a workload has to do.
 *
 * @param amount how much
 * @param unit of what
 */
public record Work(double amount, Unit unit) {

    /** What limits a workload, and is therefore counted. */
    public enum Unit {
        /** Floating-point operations, a multiplication and an addition being two. */
        FLOP("GFLOP/s"),
        /** Compulsory traffic in bytes: each argument read once, each result written once. */
        BYTE("GB/s");

        private final String rateLabel;

        Unit(String rateLabel) {
            this.rateLabel = rateLabel;
        }

        /** What rates are given in. */
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

    /** The rate of a call that takes so long, in the unit's {@link Unit#rateLabel}. */
    public double rate(double seconds) {
        return amount / seconds * 1e-9;
    }
}
