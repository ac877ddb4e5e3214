package bn.experiments.advice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.experiments.network.AdamOptions;
import bn.experiments.network.OptimizerOptions;
import bn.experiments.network.SgdOptions;
import bn.experiments.network.WeightDecay;
import bn.experiments.run.RunSettings;
import bn.experiments.stream.BatchMean;
import bn.experiments.stream.GradientSizes;
import bn.experiments.stream.GradientSizes.LayerSize;
import bn.experiments.stream.GradientSizes.PairSize;
import bn.experiments.stream.StreamEnds;
import bn.experiments.stream.StreamEnds.Kind;
import bn.experiments.stream.StreamEnds.Reader;
import bn.experiments.train.LearningRateSchedule;
import java.util.List;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

class PredictionsTest {
    private static final double RATE = 0.1;
    private static final double DECAY = 1e-3;
    private static final int BATCHES = 50;
    private static final LearningRateSchedule TENTH = new LearningRateSchedule(LearningRateSchedule.Kind.STEP, 0, 1, 0.1);

    /** In the plane a gradient of size sqrt(G) / |w| that is orthogonal to w: its squared length after the steps of a schedule. */
    private static double length(double start, int steps, IntToDoubleFunction rate, IntToDoubleFunction unitGradient) {
        double squared = start;
        for (int step = 0; step < steps; step++) {
            double eta = rate.applyAsDouble(step);
            squared = (1 - eta * DECAY) * (1 - eta * DECAY) * squared + eta * eta * unitGradient.applyAsDouble(step) / squared;
        }
        return squared;
    }

    private static double atRest(double unitGradient) {
        return length(1, 100_000, step -> RATE, step -> unitGradient);
    }

    private static BatchMean mean(double value, double error) {
        return new BatchMean(value, error, BATCHES);
    }

    private static LayerSize layer(double squaredNorm, double unitGradient) {
        return new LayerSize("conv", 9, new double[] {squaredNorm}, new double[] {unitGradient},
                mean(unitGradient, unitGradient / 100));
    }

    /** @param a squared length and G of gamma and beta, and then of the weights that read them */
    private static PairSize pair(double error, double... a) {
        double writing = a[1] / a[0];
        double reading = a[3] / a[2];
        return new PairSize("inner", "next", a[0], a[2], mean(writing, error), mean(reading, error),
                mean(writing - reading, error));
    }

    private static GradientSizes sizes(double lambda, double error, LayerSize layer, PairSize pair) {
        return new GradientSizes(Optional.of(mean(lambda, error)), List.of(layer), List.of(pair));
    }

    private static GradientSizes usual() {
        return sizes(DECAY, 1e-6, layer(1, 1), pair(1e-9, 1, 1, 1, 1));
    }

    private static RunSettings run(LearningRateSchedule schedule, int epochs, int stepsPerEpoch) {
        return new RunSettings(new SgdOptions(RATE, 0, DECAY, DECAY, DECAY), schedule, epochs, stepsPerEpoch);
    }

    private static RunSettings run(OptimizerOptions optimizer) {
        return new RunSettings(optimizer, LearningRateSchedule.NONE, 1, 100_000);
    }

    private static List<Prediction> of(double balanceError, GradientSizes sizes, RunSettings run) {
        AdvisedNetwork network = new AdvisedNetwork(
                List.of(new AdvisedLayer("last", List.of(new AdvisedUnit(2, DECAY, 1e-3, 0.03)), mean(4 * DECAY, 4e-3))),
                List.of(new StreamEnds(List.of("last"), List.of(new Reader("fc", Kind.LINEAR)), Optional.empty())), List.of("fc"),
                "batches").with(new BatchReadings(3, balanceError, 1e-3, BATCHES, sizes));
        return Advice.of(network, Optional.of(run)).predictions();
    }

    private static Prediction one(String theorem, List<Prediction> all) {
        return all.stream().filter(each -> each.theorem().equals(theorem)).reduce((a, b) -> b).orElseThrow();
    }

    private static Agreement length(LayerSize layer, RunSettings run) {
        return one("T10, T16", of(0, sizes(DECAY, 1e-6, layer, pair(1e-9, 1, 1, 1, 1)), run)).agreement();
    }

    private static Prediction pair(PairSize pair, RunSettings run) {
        return one("T17", of(0, sizes(DECAY, 1e-6, layer(1, 1), pair), run));
    }

    @Test
    void theBalanceIsHeldAgainstRounding() {
        RunSettings run = run(LearningRateSchedule.NONE, 1, 100_000);
        assertEquals(Agreement.AGREES, one("T13", of(1e-5, usual(), run)).agreement());
        assertEquals(Agreement.DIFFERS, one("T13", of(2e-3, usual(), run)).agreement());
        assertEquals(Agreement.NOT_DECIDED, one("T13", of(Double.NaN, usual(), run)).agreement(), "an error that is not known");
    }

    /** The whole range of two standard errors is within 10 %, outside, or neither. */
    @Test
    void theRateOfTheLastGammasCanAgreeDifferOrBeUndecided() {
        RunSettings run = run(LearningRateSchedule.NONE, 1, 100_000);
        for (double[] each : new double[][] {{1.05e-3, 2e-5, 0}, {1.05e-3, 3e-5, 2}, {1.2e-3, 4e-5, 1}, {1.2e-3, 6e-5, 2},
                {-2e-3, 5e-3, 2}, {1e-3, Double.NaN, 2}}) {
            Prediction rate = one("T5", of(0, sizes(each[0], each[1], layer(1, 1), pair(1e-9, 1, 1, 1, 1)), run));
            assertEquals(Agreement.values()[(int) each[2]], rate.agreement(), rate::toString);
            assertEquals(DECAY, rate.predicted(), 1e-18);
            assertEquals(BATCHES, rate.batches());
        }
        // AdamW: the decay times the root mean square of the gradient and eps.
        Prediction decoupled = one("T16", of(0, usual(), run(new AdamOptions(1e-3, 0.9, 0.999, 0x1p-10, true,
                new WeightDecay(DECAY, DECAY, DECAY, DECAY, 0)))));
        assertEquals(DECAY * (0.03 + 0x1p-10), decoupled.predicted(), 1e-15);
        assertEquals(Agreement.DIFFERS, decoupled.agreement());
    }

    @Test
    void lengthsOfALongRunAreThoseOfEquilibrium() {
        RunSettings run = run(LearningRateSchedule.NONE, 1, 100_000);
        assertEquals(Agreement.AGREES, length(layer(atRest(4), 4), run));
        assertEquals(Agreement.DIFFERS, length(layer(1.2 * atRest(4), 4), run));
        assertEquals(Agreement.NOT_DECIDED, length(layer(1.1 * atRest(4), 4), run));
        RunSettings adam = run(new AdamOptions(1e-3, 0.9, 0.999, 1e-8, true, new WeightDecay(DECAY, 0, 0, 0, 0)));
        RunSettings longer = new RunSettings(adam.optimizer(), LearningRateSchedule.NONE, 100, 100_000);
        // eta C / (2 kappa) = 1e-3 * 9 / 2e-3.
        assertEquals(Agreement.AGREES, length(layer(4.5, 1), longer));
        assertEquals(Agreement.NOT_APPLICABLE, length(layer(4.5, 1), adam), "relaxation takes 500,000 steps");
    }

    /** At 0.01 relaxation takes 1 / (4 * 0.01 * 1e-3) = 25,000 steps. */
    @Test
    void lengthsAreNotJudgedBeforeTheyFollowedTheLearningRate() {
        double followed = length(atRest(4), 100_000, step -> RATE / 10, step -> 4);
        assertEquals(Agreement.AGREES, length(layer(followed, 4), run(TENTH, 2, 100_000)));
        Prediction early = one("T10, T16", of(0, usual(), run(TENTH, 2, 74_999)));
        assertEquals(Agreement.NOT_APPLICABLE, early.agreement());
        assertTrue(early.note().contains("take about 75,000 steps") && early.note().contains("only 74,999 steps"),
                early.note());
        assertTrue(Double.isNaN(early.predicted()) && early.predictedText().isEmpty());
        assertEquals(Agreement.NOT_APPLICABLE, length(layer(1, 1), run(LearningRateSchedule.NONE, 0, 1)), "length not known");
    }

    @Test
    void theDifferenceOfAPairFollowsFromTheGradients() {
        RunSettings run = run(LearningRateSchedule.NONE, 1, 100_000);
        Prediction agrees = pair(pair(1e-9, atRest(4), 4, atRest(9), 9), run);
        assertEquals(Agreement.AGREES, agrees.agreement(), agrees::toString);
        assertEquals(atRest(4) - atRest(9), agrees.measured(), 1e-9);
        assertEquals(agrees.measured(), agrees.predicted(), 1e-3 * Math.abs(agrees.measured()));
        assertEquals(Agreement.DIFFERS, pair(pair(1e-9, atRest(9), 4, atRest(4), 9), run).agreement());
        // A standard error of the difference of gradients that is 20 % of both lengths.
        assertEquals(Agreement.NOT_DECIDED,
                pair(pair(0.2 * 2 * DECAY / RATE * (atRest(4) + atRest(9)), atRest(4), 4, atRest(9), 9),
                        run).agreement());
    }

    /** The gradients of both fall to a fifth with the learning rate; the lengths follow late, but their ratio is that of the gradients. */
    @Test
    void underAScheduleTheRatioOfAPairIsThatOfTheGradients() {
        int steps = 20_000;
        IntToDoubleFunction rate = step -> step < steps ? RATE : RATE / 10;
        IntToDoubleFunction fall = step -> step < steps ? 1 : 0.2;
        double a = length(1, 2 * steps, rate, step -> 4 * fall.applyAsDouble(step));
        double above = length(30, 2 * steps, rate, step -> 9 * fall.applyAsDouble(step));
        Prediction side = pair(pair(1e-9, a, 0.8, above, 1.8), run(TENTH, 2, steps));
        assertEquals(Agreement.AGREES, side.agreement(), side::toString);
        assertEquals(side.measured(), side.predicted(), 1e-3 * side.measured());
        assertTrue(Math.abs(a / atRest(0.8) - 1) > 0.1, "the lengths are not those of equilibrium");
        assertEquals(Agreement.DIFFERS, pair(pair(1e-9, above, 0.8, a, 1.8), run(TENTH, 2, steps)).agreement());
        assertEquals(Agreement.NOT_DECIDED, pair(pair(1, a, 0.8, above, 1.8), run(TENTH, 2, steps)).agreement());
        List<Prediction> all = of(0, usual(), run(TENTH, 2, steps));
        assertTrue(all.stream().anyMatch(each -> each.theorem().equals("T17") && each.agreement() == Agreement.NOT_APPLICABLE));
    }

    @Test
    void pairsAreNotJudgedWhereTheTheoryIsSilent() {
        PairSize equal = pair(1e-9, 1, 1, 1, 1);
        assertTrue(pair(equal, run(LearningRateSchedule.NONE, 1, 100)).note().contains("too short"));
        assertTrue(pair(equal, run(new SgdOptions(RATE, 0, DECAY, DECAY / 2, DECAY))).note().contains("one weight decay"));
        assertTrue(pair(equal, run(new SgdOptions(RATE, 0, 0, 0, 0))).note().contains("one weight decay"));
        assertTrue(pair(equal, run(new AdamOptions(1e-3, 0.9, 0.999, 1e-8, true, WeightDecay.NONE))).note()
                .contains("gradient descent"));
    }

    /** By hand: |w|^2 = cbrt(eta^2 C G / (4 kappa^2)), a turnover of |w|^2 / (eta^2 C), an angle of sqrt(0.1 / 1.9 / turnover). */
    @Test
    void adamWithDecayInTheGradientHasTheAnglesOfItsGradients() {
        double squared = Math.cbrt(1e-6 * 9 * 4 / (4 * DECAY * DECAY));
        double degrees = Math.toDegrees(Math.sqrt(0.1 / 1.9 / (squared / (1e-6 * 9))));
        UnitAngles angles = UnitAngles.of(new AdamOptions(1e-3, 0.9, 0.999, 1e-8, false, WeightDecay.NONE), DECAY,
                List.of(new LayerSize("conv", 9, new double[] {1, 1}, new double[] {4, 0}, mean(2, 1)))).orElseThrow();
        assertEquals(degrees, Math.toDegrees(angles.median()), 1e-12);
        assertEquals(2.0 / 3 * squared / (1e-6 * 9), angles.relaxationSteps(), 1e-6);
        assertTrue(UnitAngles.of(new AdamOptions(1e-3, 0.9, 0.999, 1e-8, false, WeightDecay.NONE), DECAY, List.of()).isEmpty());
    }

    @Test
    void withoutTrainingOrGradientsNothingIsPredicted() {
        AdvisedNetwork network = new AdvisedNetwork(List.of(), List.of(), List.of(), "");
        assertEquals(List.of(), Advice.of(network, Optional.of(run(LearningRateSchedule.NONE, 1, 1))).predictions());
        assertEquals(List.of(),
                Advice.of(network.with(new BatchReadings(0, 0, 1e-3, 2, usual())), Optional.empty()).predictions());
    }
}
