package bn.benchmarks.run;

import bn.benchmarks.task.Section;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Times bn and what one would use instead, side by side, and prints the tables as Markdown. */
public final class Main {

    private Main() { }

    /** Runs the comparison; ends with 1 if a contestant failed, with 2 if the request is wrong. */
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
        Processes processes = new Processes(home, options);
        System.out.println(Machine.describe());
        System.out.printf("%d threads, seed %d, load before: %s%n%n", options.threads(), options.seed(), Machine.load());
        Comparison comparison = new Comparison(options);
        try (Workers workers = new Workers(processes, options.before())) {
            for (Section section : Section.values()) {
                if (options.wants(section.label())) {
                    workers.start(section);
                    comparison.run(section, workers);
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
        }
        System.out.println("Load after: " + Machine.load());
        System.exit(failed ? 1 : 0);
    }
}
