package bn.benchmarks.worker;

import java.util.Arrays;
import java.util.stream.Collectors;

/** Runs a case repeatedly for some time, at least once, and measures the time of each run. */
record TimeSlice(long nanos) {

    /** Nanoseconds of each run, separated by tabs. */
    String times(Case subject) throws Exception {
        long[] times = new long[1024];
        int count = 0;
        long start = System.nanoTime();
        long now = start;
        do {
            long before = System.nanoTime();
            subject.run();
            now = System.nanoTime();
            if (count == times.length) {
                times = Arrays.copyOf(times, 2 * count);
            }
            times[count++] = now - before;
        } while (now - start < nanos);
        return Arrays.stream(times, 0, count).mapToObj(String::valueOf).collect(Collectors.joining("\t"));
    }
}
