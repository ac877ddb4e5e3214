package bn.experiments.reproduce;

import static org.junit.jupiter.api.Assertions.assertEquals;

import bn.api.backend.Backend;
import bn.experiments.Cpu;
import bn.experiments.data.Examples;
import bn.experiments.data.Targets;
import bn.experiments.rate.JointMoments;
import bn.experiments.report.Claim;
import bn.experiments.report.Verdict;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LabelSignalTest {
    private static final int COUNT = 1500;
    private static final int FEATURES = 24;
    private static final int CLASSES = 3;

    /** The classes' means lie apart along the first features. */
    private static Examples examples(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int[] labels = random.ints(COUNT, 0, CLASSES).toArray();
        double[] values = new double[COUNT * FEATURES];
        for (int i = 0; i < COUNT; i++) {
            for (int j = 0; j < FEATURES; j++) {
                values[i * FEATURES + j] = random.nextDouble() + (j == labels[i] ? 0.5 : 0);
            }
        }
        return Examples.ofRows(values, FEATURES, IntStream.range(0, COUNT).toArray(), new Targets.Labels(labels, CLASSES));
    }

    /** Chance moves the mean of three classes further than that of ten; the bar knows. */
    @Test
    void theLawHoldsForFewClassesAndFeatures() {
        try (Backend backend = Cpu.open()) {
            LabelSignal signal = new LabelSignal(new ClosedFormRates(new JointMoments(backend)));
            // Three standard errors are passed in 1 of 370 draws.
            for (int seed = 1; seed <= 8; seed++) {
                Claim law = signal.run(examples(seed), seed, (share, detail) -> { }).claims().get(1);
                assertEquals(Verdict.SUPPORTED, law.verdict(), law::toString);
            }
        }
    }
}
