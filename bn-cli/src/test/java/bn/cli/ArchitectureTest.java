package bn.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may know whom. ArchUnit fails a rule that matches no class, and {@link #everyModuleIsSeen} guards the others. */
class ArchitectureTest {
    private static final JavaClasses PROJECT = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("bn");

    @Test
    void theContractKnowsNoImplementation() {
        classes().that().resideInAPackage("bn.api..")
                .should().onlyDependOnClassesThat().resideInAnyPackage("bn.api..", "java..").check(PROJECT);
    }

    @Test
    void theCpuBackendKnowsOnlyTheContract() {
        classes().that().resideInAPackage("bn.cpu..").should().onlyDependOnClassesThat()
                .resideInAnyPackage("bn.api..", "bn.cpu..", "java..", "com.sun.management..", "org.nd4j..", "org.bytedeco..",
                        "jdk.incubator.vector..")
                .check(PROJECT);
    }

    @Test
    void theOpenClBackendKnowsOnlyTheContract() {
        classes().that().resideInAPackage("bn.opencl..").should().onlyDependOnClassesThat()
                .resideInAnyPackage("bn.api..", "bn.opencl..", "java..", "com.aparapi..", "org.apache.bcel..").check(PROJECT);
    }

    @Test
    void theTheoryKnowsNoBackend() {
        classes().that().resideInAPackage("bn.theory..").should().onlyDependOnClassesThat()
                .resideInAnyPackage("bn.api..", "bn.theory..", "java..", "org.ojalgo..").check(PROJECT);
    }

    /**
     * The modules of bn-experiments: the packages of each, the modules that it may know, and the libraries.
     *
     * @param packages as ArchUnit writes them
     * @param knows names of other rows
     * @param libraries package patterns
     */
    private record Room(String name, List<String> packages, List<String> knows, List<String> libraries) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static final List<Room> ROOMS = List.of(
            new Room("result", List.of("bn.experiments.result"), List.of(), List.of("com.fasterxml.jackson..")),
            new Room("data", List.of("bn.experiments.data.."), List.of("result"),
                    List.of("de.siegmar.fastcsv..", "org.apache.commons.compress..", "javax.net.ssl", "java.awt.image",
                            "javax.imageio..")),
            new Room("report", List.of("bn.experiments.report.."), List.of(), List.of("com.samskivert.mustache",
                    "org.apache.batik..", "org.jfree..", "javax.xml..", "org.w3c.dom..")),
            new Room("network", List.of("bn.experiments.architecture", "bn.experiments.network", "bn.experiments.norm",
                    "bn.experiments.train"), List.of("data"), List.of()),
            new Room("rates",
                    List.of("bn.experiments.rate", "bn.experiments.fold", "bn.experiments.identity", "bn.experiments.stream",
                            "bn.experiments.run", "bn.experiments.reading"),
                    List.of("result", "data", "network"), List.of("bn.theory..", "com.fasterxml.jackson..")),
            new Room("models", List.of("bn.experiments.model", "bn.experiments.model.checkpoint", "bn.experiments.model.dl4j",
                    "bn.experiments.model.pytorch", "bn.experiments.model.safetensors"),
                    List.of("result", "data", "network", "rates"),
                    List.of("com.fasterxml.jackson..")),
            new Room("onnx", List.of("bn.experiments.model.onnx"), List.of("result", "network", "models"),
                    List.of("ai.onnx.proto..", "com.google.protobuf..")),
            new Room("keras", List.of("bn.experiments.model.keras"), List.of("result", "network", "models"),
                    List.of("io.jhdf..", "com.fasterxml.jackson..")),
            new Room("monitor", List.of("bn.experiments.monitor"), List.of("result"),
                    List.of("com.fasterxml.jackson..", "de.siegmar.fastcsv..")),
            new Room("advice", List.of("bn.experiments.advice"), List.of("result", "data", "network", "rates", "monitor"),
                    List.of("bn.theory..")),
            new Room("page", List.of("bn.experiments.page"),
                    List.of("result", "data", "network", "rates", "advice", "monitor", "report"),
                    List.of("bn.theory..", "com.fasterxml.jackson..")),
            new Room("watch", List.of("bn.experiments.watch"), List.of(), List.of("com.sun.net.httpserver..")),
            new Room("study", List.of("bn.experiments.study"), List.of("result", "data", "network", "report"),
                    List.of("com.fasterxml.jackson..", "de.siegmar.fastcsv..", "org.apache.commons.statistics..")),
            new Room("reproduction", List.of("bn.experiments.reproduce", "bn.experiments.study.*.."),
                    List.of("data", "network", "rates", "report", "study"), List.of("bn.theory..")),
            new Room("bundle", List.of("bn.experiments.bench", "bn.experiments.verify"), List.of("data", "network", "rates"),
                    List.of("bn.theory..")));

    static Stream<Room> rooms() {
        return ROOMS.stream();
    }

    @ParameterizedTest
    @MethodSource("rooms")
    void aModuleOfTheExperimentsKnowsOnlyWhatTheTableSays(Room room) {
        Stream<String> others = ROOMS.stream().filter(each -> room.knows().contains(each.name()))
                .flatMap(each -> each.packages().stream());
        // AWT is of the JDK, and for the report alone, but for decoding images.
        Stream<String> jdk = Stream.of("java.io..", "java.lang..", "java.math..", "java.net..", "java.nio..", "java.security..",
                "java.time..", "java.util..", room.name().equals("report") ? "java.." : "java.lang");
        String[] allowed = Stream.of(room.packages().stream(), others, room.libraries().stream(), Stream.of("bn.api.."), jdk)
                .flatMap(each -> each).toArray(String[]::new);
        classes().that().resideInAnyPackage(room.packages().toArray(String[]::new))
                .should().onlyDependOnClassesThat().resideInAnyPackage(allowed).check(PROJECT);
    }

    @Test
    void everyPackageOfTheExperimentsIsInTheTable() {
        classes().that().resideInAPackage("bn.experiments..").should().resideInAnyPackage(
                ROOMS.stream().flatMap(each -> each.packages().stream()).toArray(String[]::new)).check(PROJECT);
    }

    @Test
    void nobodyKnowsABackend() {
        noClasses().that().resideInAnyPackage("bn.experiments..", "bn.cli..")
                .should().dependOnClassesThat().resideInAnyPackage("bn.cpu..", "bn.opencl..").check(PROJECT);
    }

    @Test
    void modulesAndPackagesHaveNoCycles() {
        slices().matching("bn.(*)..").should().beFreeOfCycles().check(PROJECT);
        slices().matching("bn.(**)").should().beFreeOfCycles().check(PROJECT);
    }

    @Test
    void onlyTheCommandPrints() {
        noClasses().that().resideOutsideOfPackage("bn.cli..").should(ACCESS_STANDARD_STREAMS).check(PROJECT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bn.api", "bn.cpu", "bn.opencl", "bn.theory", "bn.experiments", "bn.cli"})
    void everyModuleIsSeen(String module) {
        long seen = PROJECT.stream().filter(type -> type.getPackageName().equals(module)
                || type.getPackageName().startsWith(module + ".")).count();
        assertTrue(seen >= 10, () -> module + " has " + seen + " classes in sight");
    }

    @Test
    void thereAreNoOtherModules() {
        Set<String> modules = PROJECT.stream().map(type -> type.getPackageName().split("\\.", -1)[1]).collect(Collectors.toSet());
        assertEquals(Set.of("api", "cpu", "opencl", "theory", "experiments", "cli"), modules);
    }
}
