package bn.benchmarks.worker;

import bn.benchmarks.task.BenchmarkSection;

/**
 * A case that a worker can time, as it is registered.
 *
 * @param section the section that it belongs to
 * @param size the size of the task, as text
 * @param contestant its name in the tables, unique within section and size
 * @param work floating-point operations or bytes of a run
 * @param unit unit of the work
 * @param factory creates the case
 */
public record BenchmarkCase(BenchmarkSection section, String size, String contestant, double work, Unit unit,
        Case.Factory factory) {

    /** The unit in which work is counted. */
    public enum Unit {
        /** Floating-point operations. */
        FLOP("GFLOP/s"),
        /** Bytes moved. */
        BYTE("GB/s");

        private final String rate;

        Unit(String rate) {
            this.rate = rate;
        }

        /** The unit of rates: 10^9 of this unit per second. */
        public String rate() {
            return rate;
        }
    }
}
