package bn.benchmarks.run;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Measures how time and memory of bn grow with the sizes of a problem, next to how its work grows. */
final class ScaleBenchmark {
    private final ProcessFactory processes;
    private final Path bn;
    private final Path scratch;
    private final boolean smoke;
    private final long seed;

    /**
     * Prepares the measurements.
     *
     * @param bn path of the command bn
     * @param scratch a folder, which is deleted in the end
     */
    ScaleBenchmark(ProcessFactory processes, Path bn, Path scratch, Options options) {
        this.processes = processes;
        this.bn = bn;
        this.scratch = scratch;
        smoke = options.smoke();
        seed = options.seed();
    }

    /** What a size took: nanoseconds, and bytes at the peak. */
    private record Cost(double time, double memory) {}

    /** Measures and prints a table for each size that grows. Returns whether any command failed. */
    boolean run() throws IOException, InterruptedException {
        boolean failed = false;
        for (ScaleAxis axis : ScaleAxis.all(smoke)) {
            MarkdownTable table = new MarkdownTable("size", "time", "peak memory", "time grows like", "memory", "work", "runs");
            Cost before = null;
            long smaller = 0;
            for (long size : axis.sizes()) {
                try {
                    Cost cost = cost(axis, size);
                    table.row(String.valueOf(size), MarkdownTable.time(cost.time), MarkdownTable.mebibytes(cost.memory),
                            before == null ? "" : power(before.time, cost.time, smaller, size),
                            before == null ? "" : power(before.memory, cost.memory, smaller, size),
                            before == null ? ""
                                    : power(axis.work().applyAsDouble(smaller), axis.work().applyAsDouble(size), smaller, size),
                            String.valueOf(rounds(size, axis)));
                    before = cost;
                    smaller = size;
                } catch (IllegalStateException e) {
                    table.row(String.valueOf(size), "FAILED: " + e.getMessage());
                    failed = true;
                }
            }
            table.print(axis.name());
        }
        PeakMemory.delete(scratch);
        return failed;
    }

    private static String power(double before, double after, double smaller, double size) {
        return "size^" + MarkdownTable.number(ScaleAxis.exponent(before, after, smaller, size), 2);
    }

    /** The largest tables are read once: they take minutes. */
    private int rounds(long size, ScaleAxis axis) {
        return smoke || !axis.trains() && size >= 10_000 && size == axis.sizes().get(axis.sizes().size() - 1) ? 1 : 3;
    }

    private Cost cost(ScaleAxis axis, long size) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(bn.toString()));
        command.addAll(axis.command().apply(size));
        Path run = scratch.resolve("run");
        List<Long> table = axis.table().apply(size);
        if (axis.trains()) {
            command.addAll(List.of("--out", run.toString()));
        } else {
            Path features = scratch.resolve("x.npy");
            Path targets = scratch.resolve("y.npy");
            NpyData.write(features, table.get(0), table.get(1), seed);
            NpyData.write(targets, table.get(0), 1, seed + 1);
            command.addAll(List.of("--dataset", "npy", "--file", features.toString(), "--targets", targets.toString()));
        }
        RoundSamples times = new RoundSamples();
        RoundSamples peaks = new RoundSamples();
        for (int round = 0; round < rounds(size, axis); round++) {
            PeakMemory.delete(run);
            Path log = scratch.resolve("log");
            long start = System.nanoTime();
            Process process = processes.command(command).redirectErrorStream(true).redirectOutput(Redirect.to(log.toFile()))
                    .start();
            peaks.add(new long[] {PeakMemory.peak(process)});
            long end = System.nanoTime();
            if (process.exitValue() != 0) {
                throw new IllegalStateException(Files.readString(log).lines().reduce((first, last) -> last).orElse("no output"));
            }
            times.add(new long[] {axis.trains() ? lastEpoch(run) : end - start});
        }
        return new Cost(times.quantile(0.5), peaks.quantile(0.5));
    }

    private static long lastEpoch(Path run) throws IOException {
        List<String> lines = Files.readAllLines(run.resolve("metrics.csv"));
        int seconds = List.of(lines.get(0).split(",")).indexOf("seconds");
        return (long) (1e9 * Double.parseDouble(lines.get(lines.size() - 1).split(",")[seconds]));
    }
}
