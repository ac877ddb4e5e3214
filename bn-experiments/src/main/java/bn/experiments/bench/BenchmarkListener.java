package bn.experiments.bench;

/** Watches a {@link Benchmark}. */
public interface BenchmarkListener {

    /**
     * Called between samples; may throw a {@link java.util.concurrent.CancellationException} to end the benchmark.
     *
     * @param fraction fraction of the benchmark that is done, from 0 to 1
     * @param workload what is being measured
     */
    void progress(double fraction, String workload);

    /** Called with each measurement, workload after workload, backends in their order. */
    void measured(Measurement measurement);
}
