package bn.benchmarks.ours;

import bn.api.backend.Backend;
import bn.api.backend.BackendOptions;
import bn.api.backend.BackendProvider;
import bn.api.backend.Backends;
import bn.api.norm.NormalizationProvider;
import bn.benchmarks.task.ImageNetwork;
import bn.benchmarks.task.ImageStepTask;
import bn.benchmarks.task.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * A program that measures the memory of training steps of a network. It first takes such steps on a backend that it closes, so that
 * code that is loaded and compiled does not count.
 */
public final class StepMemoryProgram {
    private static final Path STATUS = Path.of("/proc/self/status");
    /** Writing 5 to it makes the kernel forget the peak. */
    private static final Path CLEAR = Path.of("/proc/self/clear_refs");

    private StepMemoryProgram() {}

    /** Prints bytes: those that are needed, those of all tensors, and the growth of the process to its peak. */
    public static void main(String[] args) throws Exception {
        ImageStepTask task = new ImageStepTask(ImageNetwork.valueOf(args[0]), 128);
        measure(task);
        System.gc();
        Files.writeString(CLEAR, "5");
        long before = kilobytes("VmRSS:");
        String tensors = measure(task);
        System.out.println(tensors + "\t" + 1024 * (kilobytes("VmHWM:") - before));
        System.exit(0);
    }

    private static String measure(ImageStepTask task) throws Exception {
        ClassLoader loader = StepMemoryProgram.class.getClassLoader();
        NormalizationProvider batchNorm = NormalizationProvider.load(loader).get("batch");
        Backend cpu = Backends.open(BackendProvider.load(loader), "cpu",
                new BackendOptions(Optional.empty(), OptionalInt.of(Settings.threads())));
        try (CountingBackend backend = new CountingBackend(cpu); StepCase steps = new StepCase(task, backend, batchNorm)) {
            steps.check();
            return NeededMemory.bytes(task, steps.training().network()) + "\t" + backend.bytes();
        }
    }

    private static long kilobytes(String name) throws IOException {
        try (Stream<String> lines = Files.lines(STATUS)) {
            return lines.filter(line -> line.startsWith(name)).mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst().orElseThrow();
        }
    }
}
