package bn.benchmarks.run;

import bn.benchmarks.task.ImageStepTask;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;

/** Measures the memory of training steps, relative to what the backward pass needs. */
final class StepMemory {
    private static final double GOAL = 1.3;
    /** Large blocks come from the system and go back to it at once, so that freed memory does not count. */
    private static final String LARGE_BLOCK = "131072";

    private final ProcessFactory processes;

    StepMemory(ProcessFactory processes) {
        this.processes = processes;
    }

    /** Measures and prints the tables. Returns whether the program failed. */
    boolean run() throws IOException, InterruptedException {
        boolean failed = false;
        for (ImageStepTask task : ImageStepTask.SIZES) {
            MarkdownTable table = new MarkdownTable("memory", "size", "/ needed", "goal");
            ProcessBuilder builder = processes.program("ours", "bn.benchmarks.ours.StepMemoryProgram", task.network().name());
            builder.environment().put("MALLOC_MMAP_THRESHOLD_", LARGE_BLOCK);
            builder.environment().put("MALLOC_TRIM_THRESHOLD_", LARGE_BLOCK);
            Process process = builder.redirectError(Redirect.DISCARD).start();
            String[] bytes = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip().split("\t");
            if (process.waitFor() == 0) {
                double needed = Double.parseDouble(bytes[0]);
                row(table, "parameters, velocities, and what backward reads (computed)", needed, needed, "");
                row(table, "bn: all tensors of network, optimizer and batch", Double.parseDouble(bytes[1]), needed,
                        "at most " + GOAL);
                row(table, "bn: growth of the process to its peak", Double.parseDouble(bytes[2]), needed, "at most " + GOAL);
            } else {
                failed = true;
                table.row("bn", "FAILED: exit code " + process.exitValue());
            }
            table.print("memory of a step, " + task);
        }
        return failed;
    }

    private static void row(MarkdownTable table, String name, double bytes, double needed, String goal) {
        table.row(name, MarkdownTable.mebibytes(bytes), MarkdownTable.number(bytes / needed, 2), goal);
    }
}
