package bn.experiments.study.conv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.experiments.architecture.NamedArchitecture;
import bn.experiments.data.Dataset;
import bn.experiments.data.FeatureMap;
import bn.experiments.data.digits.SyntheticDigits;
import bn.experiments.report.Verdict;
import bn.experiments.study.DatasetSummary;
import bn.experiments.study.Observation;
import bn.experiments.study.Protocol;
import bn.experiments.study.SmallStudy;
import bn.experiments.study.WrongBatchNorm;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConvExperimentTest {
    /** 14 x 14 pixels, of which the ResNets get 7 x 7; LeNet needs them all. */
    private static final Dataset IMAGES = SyntheticDigits.draw(1, 80, 10).pool(2);
    private static SmallStudy study;

    @BeforeAll
    static void run() {
        study = SmallStudy.run(new ConvExperiment(), IMAGES, 1);
    }

    @Test
    void allIdentitiesHoldInAllNetworksAtEveryStep() {
        assertEquals(study.experiment().criteria().asMap().size(), study.verdicts().size());
        assertEquals(Set.of(Verdict.SUPPORTED), Set.copyOf(study.verdicts().values()), study.verdicts()::toString);
        assertEquals(List.of("lenet", "resnet8", "resnet8-b"), study.results().quantity("balance").levels("network"));
        // Linear maps but the last: 4, 7, and 2 shortcuts more.
        assertEquals(List.of(4, 7, 9), study.results().levels("network").stream()
                .map(network -> study.results().where("network", network).levels("layer").size()).toList());
        List<Observation> steps = study.results().quantity("steps").observations();
        assertEquals(study.experiment().trials(study.protocol()).size(), steps.size());
        assertTrue(steps.stream().allMatch(each -> each.value() == ConvTrial.steps(study.protocol())), steps::toString);
    }

    /**
     * T13 does not see what batch norm passes to the layers below: the gradients of what writes and of what reads a channel are computed
     * from it alike.
     */
    @ParameterizedTest
    @CsvSource({"NO_EPS, T1 T13", "NO_MEAN, T2", "SIGN, T3 T13"})
    void aWrongKernelIsFound(WrongBatchNorm fault, String theorems) {
        SmallStudy wrong = SmallStudy.run(new ConvExperiment(), IMAGES, 1, fault::open);
        Map<Verdict, Set<String>> verdicts = wrong.findings().claims().stream().collect(Collectors.groupingBy(
                claim -> claim.verdict(), Collectors.mapping(claim -> claim.title().split(" ", 2)[0], Collectors.toSet())));
        assertEquals(Set.of(theorems.split(" ")), verdicts.get(Verdict.NOT_SUPPORTED), verdicts::toString);
    }

    @ParameterizedTest
    @CsvSource({"constraint, T1 constraint", "gradient, T2 gradient identity", "rate, T3 rate from the gradient of γ",
            "balance, T13 streams"})
    void eachClaimCanFailAloneAndInOneDtype(String quantity, String title) {
        SmallStudy wrong = study.changed(each -> each.quantity().equals(quantity) && each.seed() == 1
                && "f64".equals(each.factors().get("dtype")), value -> 1e-9);
        assertEquals(List.of(title + ", convolutional networks, float64"), wrong.verdicts().entrySet().stream()
                .filter(each -> each.getValue() != Verdict.SUPPORTED).map(Map.Entry::getKey).toList());
    }

    @Test
    void examplesThatAreNoImagesDecideNothing() {
        FeatureMap same = (example, features, offset, width) -> {};
        Dataset rows = new Dataset("rows", "", IMAGES.train().map(same), IMAGES.test().map(same), IMAGES.target(),
                IMAGES.classNames(), List.of());
        SmallStudy none = SmallStudy.run(new ConvExperiment(), rows, 1);
        assertEquals(Set.of(Verdict.NOT_APPLICABLE), Set.copyOf(none.verdicts().values()));
        assertTrue(none.findings().protocol().get(0).contains("the examples are no images"), none.findings()::toString);
    }

    @Test
    void aNetworkThatDoesNotTakeTheImagesIsLeftOutAndNamed() {
        SmallStudy small = SmallStudy.run(new ConvExperiment(), IMAGES.pool(2), 1);
        assertEquals(Set.of(Verdict.SUPPORTED), Set.copyOf(small.verdicts().values()));
        assertEquals(List.of("resnet8", "resnet8-b"), small.results().quantity("balance").levels("network"));
        assertTrue(String.join("", small.findings().protocol()).contains("no convolutions: lenet on cpu."),
                small.findings()::toString);
    }

    @Test
    void theFullStudyHasBothShortcutsAtBothDepths() {
        Protocol full = new Protocol(DatasetSummary.of(IMAGES), false, 1, 5, "cpu", List.of("other"));
        List<NamedArchitecture> networks = ConvExperiment.networks(full);
        assertEquals(List.of("lenet", "resnet8", "resnet8-b", "resnet20", "resnet20-b"),
                networks.stream().map(NamedArchitecture::text).toList());
        assertEquals(5 * 2 * 2 * 5, new ConvExperiment().trials(full).size());
    }
}
