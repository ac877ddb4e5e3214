package bn.benchmarks.run;

import bn.benchmarks.task.Section;
import bn.benchmarks.task.Settings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A worker process: one stack, in one environment.
 *
 * @param name of its log
 * @param module its folder
 * @param main its class
 * @param arguments of that
 * @param libraries a folder of jars to run it with instead of those that it was built with
 * @param jvm options for the JVM that only this one needs
 * @param environment variables that only this one needs
 * @param sections where it has cases
 */
record Contestant(String name, String module, String main, List<String> arguments, Optional<Path> libraries, List<String> jvm,
        Map<String, String> environment, Set<Section> sections) {
    private static final Set<Section> PEERS = Set.of(Section.BATCH_NORM, Section.STEP, Section.PRODUCTS, Section.MOMENTS);

    private static final Set<Section> LOOPS = Set.of(Section.BATCH_NORM, Section.STEP);
    private static final String OURS = "bn.benchmarks.ours.OursWorker";
    private static final List<String> VECTOR_API = List.of("--add-modules", "jdk.incubator.vector");
    /** The C library keeps what is freed, so large results cost no page faults. */
    private static final Map<String, String> TUNED_MALLOC = Map.of("MALLOC_MMAP_THRESHOLD_", "4294967296",
            "MALLOC_TRIM_THRESHOLD_", "17179869184", "MALLOC_TOP_PAD_", "268435456");

    private static final List<Contestant> ALL = List.of(
            of("roofline", "harness", "bn.benchmarks.roofline.RooflineWorker", Set.of(Section.BATCH_NORM)).jvm(VECTOR_API),
            of("ours", "ours", OURS, Set.of(Section.values())),
            of("ours-vectors", "ours", OURS, LOOPS).argument("vectors").jvm(VECTOR_API),
            of("djl", "djl", "bn.benchmarks.djl.DjlWorker", PEERS),
            of("djl-tuned", "djl", "bn.benchmarks.djl.DjlWorker", LOOPS).argument("tuned").environment(TUNED_MALLOC),
            of("tensorflow", "tensorflow", "bn.benchmarks.tensorflow.TensorFlowWorker", PEERS),
            of("nd4j", "nd4j", "bn.benchmarks.nd4j.Nd4jWorker", PEERS));

    /**
     * Everyone, in the order of the tables.
     *
     * @param before the libraries of another version of bn, which then takes part as well
     */
    static List<Contestant> all(Optional<Path> before) {
        List<Contestant> all = new ArrayList<>(ALL);
        if (before.isPresent()) {
            List<String> label = List.of("-D" + Settings.LABEL + "=, before");
            all.add(of("before", "ours", OURS, PEERS).jvm(label).libraries(before));
            all.add(of("before-vectors", "ours", OURS, LOOPS).argument("vectors").jvm(label).jvm(VECTOR_API).libraries(before));
        }
        return all;
    }

    private static Contestant of(String name, String module, String main, Set<Section> sections) {
        return new Contestant(name, module, main, List.of(), Optional.empty(), List.of(), Map.of(), sections);
    }

    private Contestant argument(String argument) {
        return new Contestant(name, module, main, List.of(argument), libraries, jvm, environment, sections);
    }

    private Contestant jvm(List<String> more) {
        return new Contestant(name, module, main, arguments, libraries, Stream.concat(jvm.stream(), more.stream()).toList(),
                environment, sections);
    }

    private Contestant libraries(Optional<Path> folder) {
        return new Contestant(name, module, main, arguments, folder, jvm, environment, sections);
    }

    private Contestant environment(Map<String, String> variables) {
        return new Contestant(name, module, main, arguments, libraries, jvm, variables, sections);
    }
}
