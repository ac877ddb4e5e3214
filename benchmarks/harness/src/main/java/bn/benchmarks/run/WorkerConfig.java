package bn.benchmarks.run;

import bn.benchmarks.task.BenchmarkSection;
import bn.benchmarks.task.Settings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How to start a worker process: one software stack in one environment.
 *
 * @param name name of the worker and of its log file
 * @param program the command that starts a program in another language; empty for a Java program
 * @param module folder of the module with the main class of a Java program
 * @param main its main class
 * @param arguments arguments of the main class
 * @param libraries a folder of jars that replace those of the module's class path
 * @param jvm additional JVM options of this worker
 * @param environment additional environment variables of this worker
 * @param sections the sections for which it has cases
 */
record WorkerConfig(String name, List<String> program, String module, String main, List<String> arguments,
        Optional<Path> libraries, List<String> jvm, Map<String, String> environment, Set<BenchmarkSection> sections) {
    /** The sections of multilayer perceptrons. */
    private static final Set<BenchmarkSection> PERCEPTRONS = Set.of(BenchmarkSection.BATCH_NORM, BenchmarkSection.STEP,
            BenchmarkSection.PRODUCTS, BenchmarkSection.MOMENTS);
    /** The sections of convolutional networks. */
    private static final Set<BenchmarkSection> IMAGES = Set.of(BenchmarkSection.BATCH_NORM_IMAGES, BenchmarkSection.CONVOLUTION,
            BenchmarkSection.RESNET_STEP);
    private static final Set<BenchmarkSection> PEERS = union(PERCEPTRONS, IMAGES);
    private static final Set<BenchmarkSection> LOOPS = union(Set.of(BenchmarkSection.BATCH_NORM, BenchmarkSection.STEP), IMAGES);
    private static final Set<BenchmarkSection> ON_GPU = Set.of(BenchmarkSection.BATCH_NORM, BenchmarkSection.BATCH_NORM_IMAGES,
            BenchmarkSection.STEP, BenchmarkSection.RESNET_STEP);
    private static final String OURS = "bn.benchmarks.ours.OursWorker";
    private static final List<String> VECTOR_API = List.of("--add-modules", "jdk.incubator.vector", "-Dbn.cpu.vectors=true");
    /** Makes the C library keep freed memory, so that large results cause no page faults. */
    private static final Map<String, String> TUNED_MALLOC = Map.of("MALLOC_MMAP_THRESHOLD_", "4294967296",
            "MALLOC_TRIM_THRESHOLD_", "17179869184", "MALLOC_TOP_PAD_", "268435456");

    private static final List<WorkerConfig> ALL = List.of(
            of("roofline", "harness", "bn.benchmarks.roofline.RooflineWorker",
                    Set.of(BenchmarkSection.BATCH_NORM, BenchmarkSection.BATCH_NORM_IMAGES))
                    .jvm(VECTOR_API),
            of("ours", "ours", OURS, Set.of(BenchmarkSection.values())),
            of("ours-vectors", "ours", OURS, LOOPS).argument("vectors").jvm(VECTOR_API),
            of("ours-opencl", "ours", OURS, IMAGES).argument("opencl"),
            of("djl", "djl", "bn.benchmarks.djl.DjlWorker", PEERS),
            of("djl-tuned", "djl", "bn.benchmarks.djl.DjlWorker", LOOPS).argument("tuned").environment(TUNED_MALLOC),
            of("tensorflow", "tensorflow", "bn.benchmarks.tensorflow.TensorFlowWorker", PEERS),
            of("nd4j", "nd4j", "bn.benchmarks.nd4j.Nd4jWorker", PERCEPTRONS));

    /**
     * All workers, in the order of the tables.
     *
     * @param before the libraries of another version of bn, which is then measured as well
     */
    static List<WorkerConfig> all(Optional<Path> before) {
        List<WorkerConfig> all = new ArrayList<>(ALL);
        if (before.isPresent()) {
            List<String> label = List.of("-D" + Settings.LABEL + "=, before");
            all.add(of("before", "ours", OURS, PEERS).jvm(label).libraries(before));
            all.add(of("before-vectors", "ours", OURS, LOOPS).argument("vectors").jvm(label).jvm(VECTOR_API).libraries(before));
        }
        return all;
    }

    /**
     * The workers for a GPU: bn, and PyTorch in two processes, because a compiler that fails may end its process.
     *
     * @param home the folder of the bundle
     * @param device the kind of OpenCL device
     * @param peer the command that starts PyTorch's worker
     */
    static List<WorkerConfig> gpu(Path home, String device, List<String> peer) {
        return List.of(of("ours", "ours", OURS, ON_GPU).argument("gpu", device).libraries(Optional.of(home.resolve("bn/lib")))
                // Device memory that grows is copied through the heap.
                .jvm(List.of("-Xmx6g")),
                program("torch", ON_GPU, peer, "eager"),
                program("torch-compile", ON_GPU, peer, "compile"));
    }

    private static WorkerConfig program(String name, Set<BenchmarkSection> sections, List<String> command, String argument) {
        List<String> program = Stream.concat(command.stream(), Stream.of(argument)).toList();
        return new WorkerConfig(name, program, "", "", List.of(), Optional.empty(), List.of(), Map.of(), sections);
    }

    private static Set<BenchmarkSection> union(Set<BenchmarkSection> some, Set<BenchmarkSection> more) {
        return Stream.concat(some.stream(), more.stream()).collect(Collectors.toUnmodifiableSet());
    }

    private static WorkerConfig of(String name, String module, String main, Set<BenchmarkSection> sections) {
        return new WorkerConfig(name, List.of(), module, main, List.of(), Optional.empty(), List.of(), Map.of(), sections);
    }

    private WorkerConfig argument(String... all) {
        return new WorkerConfig(name, program, module, main, List.of(all), libraries, jvm, environment, sections);
    }

    private WorkerConfig jvm(List<String> more) {
        return new WorkerConfig(name, program, module, main, arguments, libraries,
                Stream.concat(jvm.stream(), more.stream()).toList(),
                environment, sections);
    }

    private WorkerConfig libraries(Optional<Path> folder) {
        return new WorkerConfig(name, program, module, main, arguments, folder, jvm, environment, sections);
    }

    private WorkerConfig environment(Map<String, String> variables) {
        return new WorkerConfig(name, program, module, main, arguments, libraries, jvm, variables, sections);
    }
}
