package bn.benchmarks.run;

import bn.benchmarks.task.BenchmarkSection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Measures bn and its alternatives in one run, and prints the tables as Markdown. */
public final class BenchmarkRunner {

    private BenchmarkRunner() {}

    /** Runs the benchmarks. The exit code is 1 if a contestant failed, and 2 if the arguments are wrong. */
    public static void main(String[] args) throws IOException, InterruptedException {
        Options options;
        try {
            options = Options.parse(args);
        } catch (IllegalArgumentException e) {
            System.err.println("benchmarks: " + e.getMessage());
            System.exit(2);
            return;
        }
        Path home = Path.of(System.getProperty("bench.home"));
        ProcessFactory processes = new ProcessFactory(home, options);
        System.out.println(Machine.describe());
        System.out.printf("%d threads, seed %d, load before: %s%n%n", options.threads(), options.seed(), Machine.load());
        SectionBenchmark comparison = new SectionBenchmark(TimeLimit.none(), SectionTables::print);
        try (Workers workers = new Workers(processes, WorkerConfig.all(options.before()), TimeLimit.none())) {
            for (BenchmarkSection section : BenchmarkSection.values()) {
                if (options.wants(section.label())) {
                    workers.start(section);
                    comparison.run(section, section.comparison(), MeasurementPlan.of(section, options.smoke()), workers);
                }
            }
        }
        boolean failed = comparison.failed();
        Path dist = home.resolveSibling("bn-cli/target/dist/bin/bn");
        if (options.wants(Options.START)) {
            failed |= new StartUp(processes, dist, options.smoke()).run();
        }
        if (options.wants(Options.MEMORY)) {
            Path scratch = Files.createTempDirectory("bn-benchmarks");
            failed |= new PeakMemory(processes, dist, scratch, options.smoke()).run();
            failed |= new StepMemory(processes).run();
        }
        if (options.wants(Options.SCALE)) {
            failed |= new ScaleBenchmark(processes, dist, Files.createTempDirectory("bn-benchmarks"), options).run();
        }
        System.out.println("Load after: " + Machine.load());
        System.exit(failed ? 1 : 0);
    }
}
