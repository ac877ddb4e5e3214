package bn.benchmarks.worker;

import bn.benchmarks.task.Section;

/**
 * A case that a worker can time.
 *
 * @param section where it belongs
 * @param size as the task writes it
 * @param contestant what it is called in the tables, unique within section and size
 * @param work operations or bytes of a run
 * @param unit of the work
 * @param maker of the case
 */
public record Offer(Section section, String size, String contestant, double work, Unit unit, Case.Maker maker) {

    /** What work is counted in. */
    public enum Unit {
        /** Floating-point operations. */
        FLOP("GFLOP/s"),
        /** Bytes moved. */
        BYTE("GB/s");

        private final String rate;

        Unit(String rate) {
            this.rate = rate;
        }

        /** What rates are given in: 10^9 of it a second. */
        public String rate() {
            return rate;
        }
    }
}
