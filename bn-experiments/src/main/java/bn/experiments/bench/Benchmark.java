package bn.experiments.bench;

import bn.api.BnException;
import bn.api.DType;
import bn.api.InvalidRequestException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/**
 * Times backends side by side. Each workload is called once on each backend, and the results are compared. Then, after a warm-up,
 * samples are taken from the backends in turn, so that other work of the machine slows all of them alike.
 */
public final class Benchmark {
    private static final double GIB = 1L << 30;

    private final List<LabelledBackend> backends;
    private final Roofline roofline;
    private final DType dtype;
    private final double seconds;
    private final long seed;
    private final LongSupplier nanoTime;

    /**
     * A benchmark.
     *
     * @param backends at least one; the others are compared with the first
     * @param roofline a limit of the machine, which is sampled in turn with the backends
     * @param dtype of all tensors
     * @param seconds time for the samples of a workload on each backend, on the average over the backends; the warm-up takes half
     *     as long
     * @param seed of all data
     * @param nanoTime a clock: {@link System#nanoTime}, except in tests
     * @throws InvalidRequestException if seconds is not above 0
     * @throws BnException if a device does not have the dtype
     */
    public Benchmark(List<LabelledBackend> backends, Roofline roofline, DType dtype, double seconds, long seed,
            LongSupplier nanoTime) {
        if (!(seconds > 0 && seconds <= 3600)) {
            throw new InvalidRequestException("the seconds for a workload are a number above 0, at most 3600, got " + seconds);
        }
        for (LabelledBackend labelled : backends) {
            if (!labelled.backend().device().dtypes().contains(dtype)) {
                throw new BnException("backend " + labelled.label() + " does not compute in " + dtype.label() + " on "
                        + labelled.backend().device().name() + "; choose another dtype or leave it out");
            }
        }
        this.backends = List.copyOf(backends);
        this.roofline = roofline;
        this.dtype = dtype;
        this.seconds = seconds;
        this.seed = seed;
        this.nanoTime = nanoTime;
    }

    /**
     * Runs workloads one after the other.
     *
     * @throws InvalidRequestException before the first, if one of them does not fit into the memory of a device, or if a backend
     *     does not have its kernels
     * @throws java.util.concurrent.CancellationException if the listener asks for it; measurements that it was given until then
     *     are valid
     */
    public void run(List<Workload> workloads, BenchmarkListener listener) {
        workloads.forEach(this::checkKernels);
        workloads.forEach(this::checkMemory);
        for (int i = 0; i < workloads.size(); i++) {
            List<Operands> operands = backends.stream().map(one -> new Operands(one.backend(), dtype, seed)).toList();
            try {
                measure(workloads.get(i), operands, (double) i / workloads.size(), 1.0 / workloads.size(), listener);
            } finally {
                operands.forEach(Operands::close);
            }
        }
    }

    private void checkKernels(Workload workload) {
        for (LabelledBackend labelled : backends) {
            if (!workload.runsOn(labelled.backend())) {
                throw new InvalidRequestException("backend " + labelled.label() + " has no kernels for " + workload.name()
                        + "; name others, or another backend");
            }
        }
    }

    private void checkMemory(Workload workload) {
        String title = workload.name() + " " + workload.size();
        if (workload.elements() > Integer.MAX_VALUE) {
            throw new InvalidRequestException(title + " has more than " + Integer.MAX_VALUE
                    + " elements; choose a smaller shape");
        }
        double bytes = workload.elements() * dtype.bytes();
        for (LabelledBackend labelled : backends) {
            long memory = labelled.backend().device().memoryBytes();
            if (memory > 0 && bytes > memory) {
                throw new InvalidRequestException(
                        String.format(Locale.ROOT, "%s needs %.1f GiB, the device of backend %s has %.1f GiB; "
                                + "choose a smaller shape", title, bytes / GIB, labelled.label(), memory / GIB));
            }
        }
    }

    private void measure(Workload workload, List<Operands> operands, double done, double fraction, BenchmarkListener listener) {
        String title = workload.name() + " " + workload.size();
        List<Stream<double[]>> results = new ArrayList<>();
        List<WorkloadTimer> timers = new ArrayList<>();
        for (Operands one : operands) {
            listener.progress(done, title);
            PreparedWorkload prepared = workload.prepare(one);
            prepared.call().run();
            one.backend().synchronize();
            results.add(prepared.results().get());
            timers.add(new WorkloadTimer(prepared.call(), one.backend()::synchronize, nanoTime));
        }
        double[] differences = ResultDifference.fromFirst(results);
        roofline.of(workload.work(dtype), workload.elements() * dtype.bytes())
                .ifPresent(limit -> timers.add(new WorkloadTimer(limit, () -> {}, nanoTime)));
        long budget = (long) (seconds * 1e9);
        for (WorkloadTimer timer : timers) {
            timer.warmUp(budget / 2, () -> listener.progress(done, title + ", warming up"));
        }
        long start = nanoTime.getAsLong();
        long spent = 0;
        long total = budget * timers.size();
        do {
            for (WorkloadTimer timer : timers) {
                listener.progress(done + fraction * Math.min(1, (double) spent / total), title);
                timer.sample();
            }
            spent = nanoTime.getAsLong() - start;
        } while (spent < total);
        report(workload, timers.stream().map(WorkloadTimer::timing).toList(), differences, listener);
    }

    private void report(Workload workload, List<Timing> timings, double[] differences, BenchmarkListener listener) {
        Work work = workload.work(dtype);
        for (int i = 0; i < timings.size(); i++) {
            Timing timing = timings.get(i);
            boolean limit = i == backends.size();
            listener.measured(new Measurement(workload.name(), workload.size(),
                    limit ? Roofline.LABEL : backends.get(i).label(), timing, work.rate(timing.median()),
                    work.unit().rateLabel(), timing.median() / timings.get(0).median(), limit ? 0 : differences[i]));
        }
    }
}
