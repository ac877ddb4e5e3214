package bn.benchmarks.run;

import bn.benchmarks.task.BenchmarkSection;
import bn.benchmarks.task.GpuTasks;
import bn.benchmarks.task.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Measures bn on an OpenCL device next to PyTorch on the same device, and prints the tables as Markdown. */
public final class GpuRunner {
    /** A compiler may take so long, but not longer. */
    private static final Duration ANSWER = Duration.ofSeconds(100);
    /** In the order of their importance, for runs whose time is short. */
    private static final List<BenchmarkSection> SECTIONS = List.of(BenchmarkSection.BATCH_NORM,
            BenchmarkSection.BATCH_NORM_IMAGES,
            BenchmarkSection.STEP, BenchmarkSection.RESNET_STEP);

    private GpuRunner() {}

    /**
     * Runs the benchmarks. The exit code is 1 if a contestant failed or the time did not suffice.
     *
     * @param args the kind of OpenCL device, the seconds that the run may take, the card and its driver as text, the file for results as
     *     JSON, the Python interpreter, and the file of its worker
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        String device = args[0];
        TimeLimit limit = TimeLimit.of(Duration.ofSeconds(Long.parseLong(args[1])), ANSWER);
        Path home = Path.of(System.getProperty("bench.home"));
        Options options = new Options(Set.of(), Runtime.getRuntime().availableProcessors(), System.currentTimeMillis(),
                Optional.empty(), false);
        System.setProperty(Settings.SEED, String.valueOf(options.seed()));
        Path folder = Files.createTempDirectory("bn-gpu");
        Map<String, Object> about = new LinkedHashMap<>();
        about.put("date", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        about.put("card", args[2]);
        about.put("host", Machine.describe());
        about.put("seed", options.seed());
        System.out.println(about.get("date") + "; " + args[2] + "; " + about.get("host"));
        System.out.printf("Seed %d, load before: %s%n%n", options.seed(), Machine.load());
        ResultFile file = new ResultFile(Path.of(args[3]), about);
        SectionBenchmark comparison = new SectionBenchmark(limit, tables -> {
            tables.print();
            file.add(tables);
        });
        List<String> peer = List.of(args[4], args[5], device.equals("gpu") ? "cuda" : "cpu", folder.toString());
        try (Workers workers = new Workers(new ProcessFactory(home, options), WorkerConfig.gpu(home, device, peer), limit)) {
            TaskFiles.write(GpuTasks.of(device), folder);
            for (BenchmarkSection section : SECTIONS) {
                workers.start(section);
                comparison.run(section, GpuTasks.comparison(section), MeasurementPlan.gpu(), workers);
            }
        } finally {
            delete(folder);
        }
        System.out.println("Load after: " + Machine.load());
        System.exit(comparison.failed() ? 1 : 0);
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }
}
