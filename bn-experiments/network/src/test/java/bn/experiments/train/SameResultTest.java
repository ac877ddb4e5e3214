package bn.experiments.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.api.DType;
import bn.api.backend.Availability;
import bn.api.backend.Backend;
import bn.api.backend.BackendOptions;
import bn.api.backend.BackendProvider;
import bn.api.norm.NormalizationOptions;
import bn.experiments.architecture.Architecture;
import bn.experiments.data.Dataset;
import bn.experiments.data.digits.SyntheticDigits;
import bn.experiments.network.SgdOptions;
import bn.experiments.testing.Cpu;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/**
 * Training from one seed gives the same loss curve and the same weights on both backends, to rounding. How far rounding carries
 * is itself measured: by how far training in float32 is from training in float64 on one backend.
 */
class SameResultTest {
    private static final int STEPS = 20;
    private static final Dataset DIGITS = SyntheticDigits.draw(1, 64 * STEPS, 64);
    /**
     * Two correct backends round differently, so each difference is a draw from the same distribution, and it is improbable that
     * one is much larger than the other. The factor allows for a ReLU that is active on one backend only.
     */
    private static final double FACTOR = 20;

    private static Backend openCl() {
        BackendProvider provider = BackendProvider.load(Cpu.class.getClassLoader()).get("opencl");
        Optional<String> device = provider.probe() instanceof Availability.Available ? Optional.empty() : Optional.of("java");
        return provider.open(new BackendOptions(device, OptionalInt.empty()));
    }

    /** The mean loss of the epoch, the test loss, and all that was learned. */
    private static double[] train(Supplier<Backend> open, DType dtype) {
        TrainingPlan plan = new TrainingPlan(new Architecture(List.of(784, 24, 16, 10)), dtype, "batch",
                NormalizationOptions.pytorch(), 1, 64, new SgdOptions(0.05, 0.9, 1e-4, 0, 0), 0, 3);
        try (Backend backend = open.get();
                Trainer trainer = new Trainer(plan, DIGITS, backend, Cpu.normalization("batch"))) {
            EpochMetrics metrics = trainer.epoch(1, TrainingListener.NONE);
            double[] learned = trainer.network().state().values().stream().flatMapToDouble(Arrays::stream).toArray();
            double[] all = Arrays.copyOf(learned, learned.length + 2);
            all[learned.length] = metrics.trainLoss();
            all[learned.length + 1] = metrics.testLoss();
            return all;
        }
    }

    private static double distance(double[] a, double[] b) {
        double largest = 0;
        for (int i = 0; i < a.length; i++) {
            largest = Math.max(largest, Math.abs(a[i] - b[i]));
        }
        return largest;
    }

    @Test
    void bothBackendsLearnTheSame() {
        double[] cpu32 = train(Cpu::open, DType.FLOAT32);
        double[] cpu64 = train(Cpu::open, DType.FLOAT64);
        double[] openCl32 = train(SameResultTest::openCl, DType.FLOAT32);
        double[] openCl64 = train(SameResultTest::openCl, DType.FLOAT64);
        double rounding = distance(cpu32, cpu64);
        assertTrue(rounding > 0 && rounding < 1e-2, "float32 is " + rounding + " from float64");
        assertTrue(distance(cpu32, openCl32) <= FACTOR * rounding, () -> "float32: " + distance(cpu32, openCl32));
        double finer = DType.FLOAT64.epsilon() / DType.FLOAT32.epsilon();
        assertTrue(distance(cpu64, openCl64) <= FACTOR * rounding * finer, () -> "float64: " + distance(cpu64, openCl64));
    }

    @Test
    void eachBackendRepeatsItself() {
        assertArrayEquals(train(Cpu::open, DType.FLOAT32), train(Cpu::open, DType.FLOAT32));
        assertArrayEquals(train(SameResultTest::openCl, DType.FLOAT32), train(SameResultTest::openCl, DType.FLOAT32));
    }
}
