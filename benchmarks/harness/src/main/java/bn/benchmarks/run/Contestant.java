package bn.benchmarks.run;

import bn.benchmarks.task.Section;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A worker process: one stack, in one environment.
 *
 * @param name of its log
 * @param module its folder
 * @param main its class
 * @param arguments of that
 * @param jvm options for the JVM that only this one needs
 * @param environment variables that only this one needs
 * @param sections where it has cases
 */
record Contestant(String name, String module, String main, List<String> arguments, List<String> jvm,
        Map<String, String> environment, Set<Section> sections) {
    private static final Set<Section> PEERS = Set.of(Section.BATCH_NORM, Section.STEP, Section.PRODUCTS, Section.MOMENTS);

    /** Everyone, in the order of the tables. */
    static final List<Contestant> ALL = List.of(
            new Contestant("roofline", "harness", "bn.benchmarks.roofline.RooflineWorker", List.of(),
                    List.of("--add-modules", "jdk.incubator.vector"), Map.of(), Set.of(Section.BATCH_NORM)),
            new Contestant("ours", "ours", "bn.benchmarks.ours.OursWorker", List.of(), List.of(), Map.of(),
                    Set.of(Section.values())),
            new Contestant("ours-vectors", "ours", "bn.benchmarks.ours.OursWorker", List.of("vectors"),
                    List.of("--add-modules", "jdk.incubator.vector"), Map.of(), Set.of(Section.BATCH_NORM, Section.STEP)),
            new Contestant("djl", "djl", "bn.benchmarks.djl.DjlWorker", List.of(), List.of(), Map.of(), PEERS),
            new Contestant("djl-tuned", "djl", "bn.benchmarks.djl.DjlWorker", List.of("tuned"), List.of(),
                    // The C library keeps what is freed, so large results cost no page faults.
                    Map.of("MALLOC_MMAP_THRESHOLD_", "4294967296", "MALLOC_TRIM_THRESHOLD_", "17179869184",
                            "MALLOC_TOP_PAD_", "268435456"),
                    Set.of(Section.BATCH_NORM, Section.STEP)),
            new Contestant("tensorflow", "tensorflow", "bn.benchmarks.tensorflow.TensorFlowWorker", List.of(), List.of(),
                    Map.of(), PEERS),
            new Contestant("nd4j", "nd4j", "bn.benchmarks.nd4j.Nd4jWorker", List.of(), List.of(), Map.of(), PEERS));
}
