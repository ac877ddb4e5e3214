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
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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
