package bn.experiments.advice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.experiments.network.AdamOptions;
import bn.experiments.network.OptimizerOptions;
import bn.experiments.network.SgdOptions;
import bn.experiments.network.WeightDecay;
import bn.experiments.run.RunSettings;
import bn.experiments.stream.BatchMean;
import bn.experiments.stream.StreamEnds;
import bn.experiments.stream.StreamEnds.Kind;
import bn.experiments.stream.StreamEnds.Reader;
import bn.experiments.train.LearningRateSchedule;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class AdviceTest {
    private static final WeightDecay DECAYS = new WeightDecay(5e-4, 5e-4, 5e-4, 5e-4, 0);
    private static final double UNKNOWN = Double.NaN;

    /** The units of gamma 2 and 1, with lambda 1e-3 and 4e-3. */
    private static AdvisedLayer layer(String name, double error) {
        return layer(name, error, 5 * error);
    }

    /** The same with a net rate of 4 * 1e-3 + 4e-3. */
    private static AdvisedLayer layer(String name, double error, double netError) {
        return new AdvisedLayer(name, List.of(new AdvisedUnit(2, 1e-3, error, 0.02), new AdvisedUnit(1, 4e-3, error, 0.05)),
                new BatchMean(8e-3, netError, 4));
    }

    /** A stem, and a block of two layers whose output is added to the stem's, read by the block and by a linear map. */
    private static AdvisedNetwork residual(double error) {
        return new AdvisedNetwork(List.of(layer("stem", error), layer("first", error), layer("second", error)), List.of(
                new StreamEnds(List.of("stem", "second"),
                        List.of(new Reader("first", Kind.NORMALIZED), new Reader("fc", Kind.LINEAR)),
                        Optional.empty()),
                new StreamEnds(List.of("first"), List.of(new Reader("second", Kind.NORMALIZED)), Optional.empty())),
                List.of("fc"),
                "4 batches of 8 examples");
    }

    private static Optional<RunSettings> training(OptimizerOptions optimizer, int epochs) {
        return Optional.of(new RunSettings(optimizer, LearningRateSchedule.NONE, epochs, 100));
    }

    private static Optional<RunSettings> sgd(int epochs) {
        return training(new SgdOptions(0.1, 0.9, false, DECAYS), epochs);
    }

    private static Map<ParameterRole, List<String>> layers(Advice advice) {
        return advice.groups().stream().collect(Collectors.toMap(GroupAdvice::group, GroupAdvice::layers));
    }

    private static String answer(Advice advice, String question) {
        return advice.statements().stream().filter(each -> each.question().contains(question)).findFirst().orElseThrow().answer();
    }

    private static String result(Advice advice, ParameterRole role) {
        return advice.groups().stream().filter(group -> group.group() == role).findFirst().orElseThrow().result();
    }

    @Test
    void gammasOfAStreamThatALinearMapReadsAreTheLastOnes() {
        Advice advice = Advice.of(residual(1e-4), sgd(0));
        assertEquals(Map.of(ParameterRole.WEIGHTS, List.of("stem", "first", "second"), ParameterRole.INNER, List.of("first"),
                ParameterRole.LAST_GAMMA, List.of("stem", "second"), ParameterRole.LAST_BETA, List.of("stem", "second"),
                ParameterRole.LINEAR, List.of("fc")), layers(advice));
        assertTrue(advice.statements().size() <= 10, advice.statements().toString());
    }

    @Test
    void whatStopsTheTheoryIsSaid() {
        AdvisedNetwork network = new AdvisedNetwork(List.of(layer("a", 0), layer("b", 0)), List.of(new StreamEnds(List.of("a"),
                List.of(new Reader("b", Kind.NORMALIZED)),
                Optional.of("the activation gelu of a is not positively homogeneous"))),
                List.of(), "");
        Advice advice = Advice.of(network, Optional.empty());
        assertEquals(List.of("a", "b"), layers(advice).get(ParameterRole.OPEN));
        assertTrue(answer(advice, "not known").contains("gelu"), answer(advice, "not known"));
        assertTrue(answer(advice, "not known").contains("How it is trained is not known"));
    }

    /** By hand: the mean of lambda weighted by gamma^2 is (4 * 1e-3 + 4e-3) / 5, its error at most that of a unit. */
    @Test
    void theRateOfTheLastGammasIsHeldAgainstTheirDecay() {
        assertEquals("lambda 0.0016 ± 0.0001, at rest 0.0005",
                result(Advice.of(residual(1e-4), sgd(0)), ParameterRole.LAST_GAMMA));
        assertTrue(answer(Advice.of(residual(1e-4), sgd(0)), "last layers").contains("|gamma| larger now"));
        assertTrue(answer(Advice.of(residual(6e-4), sgd(0)), "last layers").contains("do not tell the two apart"));
        // AdamW: 5e-4 * (4 * 0.02 + 0.05) / 5.
        Advice decoupled = Advice.of(residual(1e-4), training(new AdamOptions(1e-3, 0.9, 0.999, 0x1p-40, true, DECAYS), 0));
        assertEquals("lambda 0.0016 ± 0.0001, at rest 1.3e-5", result(decoupled, ParameterRole.LAST_GAMMA));
        assertEquals("lambda 0.0016, at rest 0.0005", result(Advice.of(residual(UNKNOWN), sgd(0)), ParameterRole.LAST_GAMMA));
    }

    /** By hand: (4 * (5e-4 + 1e-3 / 2) + 5e-4 + 1e-3) / 5; of |gamma| 1 and 2 only 1 is below 1e-3 / 5e-4 = 2. */
    @Test
    void l1IsPartOfTheRateAndItsReachIsCounted() {
        Advice advice = Advice.of(residual(1e-4), training(new SgdOptions(0.1, 0.9, false, DECAYS, 1e-3), 0));
        assertEquals("lambda 0.0016 ± 0.0001, at rest 0.0011", result(advice, ParameterRole.LAST_GAMMA));
        assertTrue(answer(advice, "L1").contains("in 3 of 6 channels"), answer(advice, "L1"));
        assertTrue(answer(Advice.of(residual(1e-4), sgd(0)), "L1").contains("s has to be above 0.001"));
    }

    /** The angle is sqrt(2 * 0.1 * 5e-4 / 1.9) and relaxation takes 1 / (4 * 0.1 * 5e-4 / (1 - 0.9)) steps. */
    @Test
    void theEquilibriumIsHeldAgainstTheRun() {
        Advice shortRun = Advice.of(residual(1e-4), sgd(14));
        assertEquals("0.416 degrees a step, after about 1,500 steps", result(shortRun, ParameterRole.WEIGHTS));
        assertEquals(result(shortRun, ParameterRole.WEIGHTS), result(shortRun, ParameterRole.INNER));
        assertTrue(answer(shortRun, "long enough").contains("too short"));
        assertTrue(answer(Advice.of(residual(1e-4), sgd(15)), "long enough").contains("long enough"));
        Advice none = Advice.of(residual(1e-4), training(new SgdOptions(0.1, 0.9, 0, 0, 0), 0));
        assertEquals("no equilibrium: each step turns them less", result(none, ParameterRole.WEIGHTS));
        Advice adam = Advice.of(residual(1e-4), training(new AdamOptions(1e-3, 0.9, 0.999, 1e-8, false, DECAYS), 0));
        assertEquals("depends on the size of the gradients", result(adam, ParameterRole.WEIGHTS));
    }

    @Test
    void ratesThatAreNoiseAreNotCalledRegularization() {
        String question = "regularize";
        String clear = answer(Advice.of(residual(1e-4), sgd(0)), question);
        assertTrue(clear.startsWith("Yes, in 3 of 3 layers"), clear);
        assertTrue(clear.endsWith("in 3 layers and pushes them outwards in 0."), clear);
        // lambda is told from 0, and the sum over units is not: 8e-3 against 2 standard errors of 5e-3.
        String open = answer(Advice.of(residual(1e-3), sgd(0)), question);
        assertTrue(open.startsWith("Yes, in 3 of 3 layers") && open.contains("In which direction, these readings do not tell"),
                open);
        assertTrue(answer(Advice.of(residual(1e-2), sgd(0)), question).startsWith("Not as far as"));
        // No unit is told from 0, and their sum is.
        String sum = answer(
                Advice.of(new AdvisedNetwork(List.of(layer("a", 1e-2, 1e-3)), List.of(), List.of(), ""), Optional.empty()),
                question);
        assertTrue(sum.startsWith("Yes, in 1 of 1 layer") && sum.endsWith("in 1 layer and pushes them outwards in 0."), sum);
        assertTrue(answer(Advice.of(residual(UNKNOWN), sgd(0)), question).contains("not known"));
    }

    /** The net rate of a layer is 4 * 1e-3 + 4e-3, so that 1 % longer weights change the loss by -8e-5. */
    @Test
    void foldingNamesTheLayerAndTheLoss() {
        assertTrue(answer(Advice.of(residual(1e-5), sgd(0)), "folding").contains("by -8e-5 (standard error 5e-7)"),
                answer(Advice.of(residual(1e-5), sgd(0)), "folding"));
        assertTrue(answer(Advice.of(residual(1), sgd(0)), "folding").contains("no layer"));
    }

    /** The rates of the units of a batch rise and fall together or against each other: their errors do not tell that of the sum. */
    @Test
    void theDirectionRestsOnTheErrorOfTheNetRateItself() {
        for (boolean clear : new boolean[] {true, false}) {
            Advice advice = Advice.of(
                    new AdvisedNetwork(List.of(layer("a", 1e-3, clear ? 1e-3 : 5e-3)), List.of(), List.of(), ""),
                    Optional.empty());
            assertEquals(clear,
                    answer(advice, "regularize").contains("it pulls the weights inwards, as weight decay does, in 1 layer"),
                    answer(advice, "regularize"));
        }
    }

    @Test
    void deadUnitsAreLeftOut() {
        AdvisedNetwork network = new AdvisedNetwork(List.of(new AdvisedLayer("a", List.of(new AdvisedUnit(1e-4, 1e6, 1, 1),
                new AdvisedUnit(1, 2e-3, 1e-4, 1)), new BatchMean(2e-3, 1e-4, 4))), List.of(), List.of(), "");
        Advice advice = Advice.of(network, Optional.empty());
        assertTrue(answer(advice, "dead").startsWith("1 of 2 channels"), answer(advice, "dead"));
        assertEquals("lambda 0.002 ± 0.0001", result(advice, ParameterRole.OPEN));
        assertFalse(answer(advice, "regularize").contains("e+06"));
    }
}
