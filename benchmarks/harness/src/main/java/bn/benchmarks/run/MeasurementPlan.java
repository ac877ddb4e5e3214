package bn.benchmarks.run;

import bn.benchmarks.task.Section;

/**
 * How long to measure.
 *
 * @param rounds how often each contestant has its turn
 * @param sliceNanos length of a turn
 * @param warmUpNanos how long a case runs before its first: HotSpot compiles small loops anew for seconds, on a core of its own
 * @param pauseMillis before each turn, so that spinning threads of the one before fall asleep
 */
record Plan(int rounds, long sliceNanos, long warmUpNanos, long pauseMillis) {
    private static final long MILLI = 1_000_000;

    static Plan of(Section section, boolean smoke) {
        if (smoke) {
            return new Plan(2, 5 * MILLI, 0, 5);
        }
        return switch (section) {
            case BATCH_NORM -> new Plan(9, 60 * MILLI, 4000 * MILLI, 60);
            case STEP -> new Plan(9, 150 * MILLI, 3000 * MILLI, 60);
            case PRODUCTS -> new Plan(8, 60 * MILLI, 500 * MILLI, 60);
            // A run takes longer than a slice.
            case MOMENTS -> new Plan(6, 60 * MILLI, 60 * MILLI, 60);
            // A difference of two percent has to show.
            case RATES -> new Plan(31, 150 * MILLI, 2000 * MILLI, 10);
        };
    }
}
