package bn.benchmarks.run;

import bn.benchmarks.task.BenchmarkSection;

/**
 * How long to measure.
 *
 * @param rounds number of turns of each contestant
 * @param sliceNanos length of a turn
 * @param warmUpNanos how long a case runs before its first turn; HotSpot recompiles small loops for seconds, on another core
 * @param pauseMillis pause before each turn, so that spinning threads of the contestant before it park
 */
record MeasurementPlan(int rounds, long sliceNanos, long warmUpNanos, long pauseMillis) {
    private static final long MILLI = 1_000_000;

    /** For a GPU, where samples are short and the whole run has a few minutes. */
    static MeasurementPlan gpu() {
        return new MeasurementPlan(7, 100 * MILLI, 500 * MILLI, 20);
    }

    static MeasurementPlan of(BenchmarkSection section, boolean smoke) {
        if (smoke) {
            return new MeasurementPlan(2, 5 * MILLI, 0, 5);
        }
        return switch (section) {
            case BATCH_NORM -> new MeasurementPlan(9, 60 * MILLI, 4000 * MILLI, 60);
            case BATCH_NORM_IMAGES, CONVOLUTION -> new MeasurementPlan(9, 100 * MILLI, 2000 * MILLI, 60);
            // A step of a residual network takes longer than a slice.
            case STEP, RESNET_STEP -> new MeasurementPlan(9, 150 * MILLI, 3000 * MILLI, 60);
            case PRODUCTS -> new MeasurementPlan(8, 60 * MILLI, 500 * MILLI, 60);
            // A single run takes longer than a slice.
            case MOMENTS -> new MeasurementPlan(6, 60 * MILLI, 60 * MILLI, 60);
            // Enough rounds to show a difference of two percent.
            case RATES -> new MeasurementPlan(31, 150 * MILLI, 2000 * MILLI, 10);
        };
    }
}
