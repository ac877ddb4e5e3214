package bn.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may know whom. ArchUnit fails a rule that matches no class; {@link #everyModuleIsSeen} guards the rest. */
@AnalyzeClasses(packages = "bn", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule theContractKnowsNoImplementation = classes().that().resideInAPackage("bn.api..")
            .should().onlyDependOnClassesThat().resideInAnyPackage("bn.api..", "java..");

    @ArchTest
    static final ArchRule theCpuBackendKnowsOnlyTheContract = classes().that().resideInAPackage("bn.cpu..")
            .should().onlyDependOnClassesThat()
            .resideInAnyPackage("bn.api..", "bn.cpu..", "java..", "org.nd4j..", "org.bytedeco..");

    @ArchTest
    static final ArchRule theTheoryKnowsNoBackend = classes().that().resideInAPackage("bn.theory..")
            .should().onlyDependOnClassesThat().resideInAnyPackage("bn.api..", "bn.theory..", "java..", "org.ojalgo..");

    @ArchTest
    static final ArchRule nobodyKnowsABackend = noClasses().that().resideInAnyPackage("bn.experiments..", "bn.cli..")
            .should().dependOnClassesThat().resideInAPackage("bn.cpu..");

    @ArchTest
    static final ArchRule modulesHaveNoCycles = slices().matching("bn.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule packagesHaveNoCycles = slices().matching("bn.*.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule onlyTheCommandPrints = noClasses().that().resideOutsideOfPackage("bn.cli..")
            .should(ACCESS_STANDARD_STREAMS);

    @ParameterizedTest
    @ValueSource(strings = {"bn.api", "bn.cpu", "bn.theory", "bn.experiments", "bn.cli"})
    void everyModuleIsSeen(String module) {
        JavaClasses seen = new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests()).importPackages(module);
        assertTrue(seen.size() >= 10, () -> module + " has " + seen.size() + " classes in sight");
    }
}
