package bn.benchmarks.run;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Wall time of whole processes, from their start to their end, in turn. */
final class StartUp {
    private static final int ROUNDS = 21;
    private static final int SMOKE_ROUNDS = 2;

    private final List<Program> programs;
    private final int rounds;

    /**
     * Start-ups.
     *
     * @param bn the command
     */
    StartUp(Processes processes, Path bn, boolean smoke) throws IOException {
        rounds = smoke ? SMOKE_ROUNDS : ROUNDS;
        programs = List.of(
                new Program("JVM alone", java(processes, "harness", "bn.benchmarks.run.Nothing")),
                new Program("bn --help", processes.command(List.of(bn.toString(), "--help"))),
                new Program("bn backends", processes.command(List.of(bn.toString(), "backends"))),
                new Program("ND4J: first product", java(processes, "nd4j", "bn.benchmarks.nd4j.FirstProduct")),
                new Program("libtorch: first product", java(processes, "djl", "bn.benchmarks.djl.FirstProduct")),
                new Program("TensorFlow: first product", java(processes, "tensorflow",
                        "bn.benchmarks.tensorflow.FirstProduct")));
    }

    private static ProcessBuilder java(Processes processes, String module, String main) throws IOException {
        return processes.program(module, main);
    }

    /** Measures and prints; whether any program failed. */
    boolean run() throws IOException, InterruptedException {
        Map<Program, Samples> times = new LinkedHashMap<>();
        programs.forEach(program -> times.put(program, new Samples()));
        Map<Program, Integer> failures = new LinkedHashMap<>();
        for (int round = 0; round < rounds; round++) {
            for (Program program : programs) {
                long start = System.nanoTime();
                int exit = program.command().redirectOutput(Redirect.DISCARD).redirectError(Redirect.DISCARD).start().waitFor();
                times.get(program).add(new long[] {System.nanoTime() - start});
                if (exit != 0) {
                    failures.put(program, exit);
                }
            }
        }
        Table table = new Table("start to end", "median", "10 to 90 %", "min", "runs");
        times.forEach((program, samples) -> {
            if (failures.containsKey(program)) {
                table.row(program.name(), "FAILED: exit code " + failures.get(program));
            } else {
                table.row(program.name(), Table.time(samples.quantile(0.5)),
                        Table.time(samples.quantile(0.1)) + " to " + Table.time(samples.quantile(0.9)),
                        Table.time(samples.quantile(0)), String.valueOf(samples.count()));
            }
        });
        table.print("start-up");
        return !failures.isEmpty();
    }
}
