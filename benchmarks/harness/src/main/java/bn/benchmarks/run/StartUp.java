package bn.benchmarks.run;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Measures the wall time of whole processes, from start to end. The programs are run in turn. */
final class StartUp {
    private static final int ROUNDS = 21;
    private static final int SMOKE_ROUNDS = 2;

    private final List<ExternalProgram> programs;
    private final int rounds;

    /**
     * Prepares the measurements.
     *
     * @param bn path of the command bn
     */
    StartUp(ProcessFactory processes, Path bn, boolean smoke) throws IOException {
        rounds = smoke ? SMOKE_ROUNDS : ROUNDS;
        programs = List.of(
                new ExternalProgram("JVM alone", java(processes, "harness", "bn.benchmarks.run.EmptyProgram")),
                new ExternalProgram("bn --help", processes.command(List.of(bn.toString(), "--help"))),
                new ExternalProgram("bn backends", processes.command(List.of(bn.toString(), "backends"))),
                new ExternalProgram("ND4J: first product", java(processes, "nd4j", "bn.benchmarks.nd4j.FirstProduct")),
                new ExternalProgram("libtorch: first product", java(processes, "djl", "bn.benchmarks.djl.FirstProduct")),
                new ExternalProgram("TensorFlow: first product", java(processes, "tensorflow",
                        "bn.benchmarks.tensorflow.FirstProduct")));
    }

    private static ProcessBuilder java(ProcessFactory processes, String module, String main) throws IOException {
        return processes.program(module, main);
    }

    /** Measures and prints the table. Returns whether any program failed. */
    boolean run() throws IOException, InterruptedException {
        Map<ExternalProgram, RoundSamples> times = new LinkedHashMap<>();
        programs.forEach(program -> times.put(program, new RoundSamples()));
        Map<ExternalProgram, Integer> failures = new LinkedHashMap<>();
        for (int round = 0; round < rounds; round++) {
            for (ExternalProgram program : programs) {
                long start = System.nanoTime();
                int exit = program.command().redirectOutput(Redirect.DISCARD).redirectError(Redirect.DISCARD).start().waitFor();
                times.get(program).add(new long[] {System.nanoTime() - start});
                if (exit != 0) {
                    failures.put(program, exit);
                }
            }
        }
        MarkdownTable table = new MarkdownTable("start to end", "median", "10 to 90 %", "min", "runs");
        times.forEach((program, samples) -> {
            if (failures.containsKey(program)) {
                table.row(program.name(), "FAILED: exit code " + failures.get(program));
            } else {
                table.row(program.name(), MarkdownTable.time(samples.quantile(0.5)),
                        MarkdownTable.time(samples.quantile(0.1)) + " to " + MarkdownTable.time(samples.quantile(0.9)),
                        MarkdownTable.time(samples.quantile(0)), String.valueOf(samples.count()));
            }
        });
        table.print("start-up");
        return !failures.isEmpty();
    }
}
