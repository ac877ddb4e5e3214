package bn.benchmarks.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Measures the peak memory of processes: VmHWM as counted by the Linux kernel. It is read every few milliseconds until the
 * process ends. It includes native libraries and the JVM itself.
 */
final class PeakMemory {
    private static final long POLL_MILLIS = 5;
    /** The size of MNIST in bytes: one for each pixel, and one for each label. */
    private static final double DATA = 70_000.0 * (784 + 1);
    private static final List<Integer> WIDTHS = List.of(784, 512, 256, 10);
    private static final int BATCH = 128;
    private static final String RUN = "run";

    private final List<ExternalProgram> programs = new ArrayList<>();
    private final Path scratch;
    private final int rounds;

    /**
     * Prepares the measurements.
     *
     * @param bn path of the command bn
     * @param scratch an empty folder, which is deleted in the end
     */
    PeakMemory(ProcessFactory processes, Path bn, Path scratch, boolean smoke) throws IOException {
        this.scratch = scratch;
        rounds = smoke ? 1 : 3;
        programs.add(new ExternalProgram("JVM alone", processes.program("harness", "bn.benchmarks.run.EmptyProgram")));
        programs.add(new ExternalProgram("bn backends", processes.command(List.of(bn.toString(), "backends"))));
        programs.add(new ExternalProgram("bn train on MNIST", processes.command(training(bn, smoke))));
    }

    private List<String> training(Path bn, boolean smoke) {
        List<String> command = new ArrayList<>(List.of(bn.toString(), "train", "--dataset", "mnist", "--arch",
                "784-512-256-10", "--norm", "batch", "--batch-size", String.valueOf(BATCH), "--epochs", "1", "--out",
                scratch.resolve(RUN).toString()));
        if (smoke) {
            command.addAll(List.of("--limit", "2000"));
        }
        return command;
    }

    /** Measures and prints the table. Returns whether any program failed. */
    boolean run() throws IOException, InterruptedException {
        boolean failed = false;
        MarkdownTable table = new MarkdownTable("process", "median peak", "lowest to highest", "runs");
        for (ExternalProgram program : programs) {
            RoundSamples peaks = new RoundSamples();
            String failure = null;
            for (int round = 0; round < rounds && failure == null; round++) {
                Path log = scratch.resolve("log");
                Process process = program.command().redirectErrorStream(true).redirectOutput(Redirect.to(log.toFile())).start();
                peaks.add(new long[] {peak(process)});
                delete(scratch.resolve(RUN));
                if (process.exitValue() != 0) {
                    failure = Files.readString(log).strip();
                }
            }
            failed |= failure != null;
            if (failure == null) {
                table.row(program.name(), MarkdownTable.mebibytes(peaks.quantile(0.5)),
                        MarkdownTable.mebibytes(peaks.quantile(0)) + " to "
                                + MarkdownTable.mebibytes(peaks.quantile(1)),
                        String.valueOf(peaks.count()));
            } else {
                table.row(program.name(), "FAILED: " + failure.lines().reduce((first, last) -> last).orElse(""));
            }
        }
        table.row("data + parameters + activations", MarkdownTable.mebibytes(DATA + parametersAndActivations()), "computed", "");
        table.print("peak memory");
        delete(scratch);
        return failed;
    }

    /**
     * Bytes in float32 of weights, biases, gammas and betas, and, for a batch, of the inputs, the pre-activations of each layer
     * and the outputs of each hidden layer.
     */
    private static double parametersAndActivations() {
        double numbers = (double) BATCH * WIDTHS.get(0);
        for (int i = 1; i < WIDTHS.size(); i++) {
            int hidden = i < WIDTHS.size() - 1 ? 2 : 1;
            numbers += (double) WIDTHS.get(i - 1) * WIDTHS.get(i);
            numbers += hidden == 2 ? 2 * WIDTHS.get(i) : WIDTHS.get(i);
            numbers += (double) hidden * BATCH * WIDTHS.get(i);
        }
        return Float.BYTES * numbers;
    }

    /** The peak of a process that was just started, in bytes; returns when it has ended. */
    static long peak(Process process) throws InterruptedException {
        Path status = Path.of("/proc", String.valueOf(process.pid()), "status");
        long kibibytes = 0;
        do {
            try (Stream<String> lines = Files.lines(status)) {
                kibibytes = lines.filter(line -> line.startsWith("VmHWM:"))
                        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", ""))).findFirst().orElse(kibibytes);
            } catch (IOException | UncheckedIOException e) {
                // The process has just ended.
            }
        } while (!process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS));
        return 1024 * kibibytes;
    }

    /** Deletes a folder with all that is in it, if it is there. */
    static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
