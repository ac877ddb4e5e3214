package bn.experiments.rate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import bn.api.DType;
import bn.api.Tensor;
import bn.api.backend.Backend;
import bn.api.kernel.Loss;
import bn.api.norm.NormalizationOptions;
import bn.api.norm.Parameter;
import bn.experiments.architecture.Architecture;
import bn.experiments.data.Examples;
import bn.experiments.data.digits.SyntheticDigits;
import bn.experiments.network.Network;
import bn.experiments.network.NetworkSpec;
import bn.experiments.testing.Cpu;
import bn.theory.batch.BatchEffect;
import bn.theory.batch.ExampleLoss;
import bn.theory.batch.ReluBatchEffect;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** T9 for the last normalized layer, against naive loops over the same network. */
class BatchEffectEstimatorTest {
    private static final int COUNT = 1500;
    private static final int BLOCK = 700;
    private static final double ERRORS = 4;

    private final Examples examples = SyntheticDigits.draw(1, COUNT, 1).pool(4).train();
    private Backend backend;

    @BeforeEach
    void open() {
        backend = Cpu.open();
    }

    @AfterEach
    void close() {
        backend.close();
    }

    /** An eps of 0, and one that is a large part of variance + eps. */
    private static Stream<Arguments> cases() {
        return Stream.of(Loss.values()).flatMap(loss -> Stream.of(arguments(loss, 0.0), arguments(loss, 0.3)));
    }

    private Network network(double eps) {
        Network network = new Network(backend, new NetworkSpec(Architecture.parse(examples.features() + "-8-6-10"), DType.FLOAT64,
                NormalizationOptions.pytorch().withEps(eps), BLOCK, 1), Cpu.normalization("batch"));
        // Away from the start, where beta is 0, gamma 1 and the outputs small.
        SplittableRandom random = new SplittableRandom(2);
        network.parameters().stream().filter(p -> p.role() == Parameter.Role.BETA || p.role() == Parameter.Role.GAMMA)
                .forEach(p -> p.value().upload(random.doubles(p.value().shape().elements(), -0.4, 1.5).toArray(), 0));
        Tensor weights = network.layers().get(2).linear().weights().value();
        weights.upload(Arrays.stream(weights.toDoubles()).map(w -> 3 * w).toArray(), 0);
        return network;
    }

    private ReluBatchEffect read(Network network, Loss loss, int batch) {
        return new PopulationRateEstimator(backend, loss, 0, 1).measure(network, examples, OptionalInt.of(batch), share -> {})
                .batchEffect().orElseThrow();
    }

    /** The smooth part is that of a loss whose Hessian is written out for each example; both sums have the same rounding. */
    @ParameterizedTest
    @MethodSource("cases")
    void theSmoothPartIsThatOfTheTheory(Loss loss, double eps) {
        try (Network network = network(eps)) {
            NaiveLastLayers naive = new NaiveLastLayers(network, examples, loss);
            ExampleLoss example = naive::derivatives;
            BatchEffect expected = BatchEffect.of(naive.preActivations(), naive.eps(), naive.gamma(), naive.beta(), example);
            BatchEffect measured = read(network, loss, 32).smooth();
            // Sums of 1500 terms in float64, relative to the largest channel: some thousand times 1e-16.
            double rounding = 1e-11 * expected.channels().stream().mapToDouble(c -> Math.abs(c.sum())).max().orElseThrow();
            for (int k = 0; k < expected.channels().size(); k++) {
                assertEquals(expected.channels().get(k).gradient(), measured.channels().get(k).gradient(), rounding);
                assertEquals(expected.channels().get(k).curvature(), measured.channels().get(k).curvature(), rounding);
                assertEquals(expected.channels().get(k).gammaDecay(), measured.channels().get(k).gammaDecay(), rounding);
            }
            assertTrue(Math.abs(expected.cross()) > 1e-3, "the pairs must matter");
            assertEquals(expected.cross(), measured.cross(), rounding);
        }
    }

    /**
     * The whole effect against batches that are drawn. M times the remainder is of order M^-1/2: at M = 64 it is half of what it
     * is at M = 16, where it is measured. A mean is off by more than 4 standard errors in 6e-5 of all draws.
     */
    @ParameterizedTest
    @MethodSource("cases")
    void theEffectIsThatOfDrawnBatches(Loss loss, double eps) {
        try (Network network = network(eps)) {
            NaiveLastLayers naive = new NaiveLastLayers(network, examples, loss);
            NaiveLastLayers.Estimate at16 = naive.estimate(16, 100_000, 1);
            NaiveLastLayers.Estimate at64 = naive.estimate(64, 25_000, 2);
            ReluBatchEffect effect = read(network, loss, 64);
            double left = 16 * (Math.abs(read(network, loss, 16).gap() - at16.mean()) + ERRORS * at16.error());
            double allowed = ERRORS * at64.error() + 0.5 * left / 64;
            assertEquals(at64.mean(), effect.gap(), allowed);
            if (eps > 0) {
                ReluBatchEffect intoGamma = intoGamma(network, loss);
                assertTrue(Math.abs(intoGamma.gap() - at64.mean()) > 2 * allowed, "eps in gamma alone must be off");
                double oldKinks = effect.gap() - effect.kinks() + intoGamma.kinks();
                assertTrue(loss != Loss.SQUARED || Math.abs(oldKinks - at64.mean()) > 2 * allowed, "also in the kinks alone");
                return;
            }
            assertTrue(Math.abs(effect.gammaDecay() - at64.mean()) > 2 * allowed, "the two-term form must be off");
            if (loss == Loss.SQUARED) {
                assertTrue(Math.abs(effect.gap() - effect.kinks() - at64.mean()) > 2 * allowed, "the kinks must matter");
                assertTrue(Math.abs(effect.gap() - effect.pairs() - at64.mean()) > 2 * allowed, "the pairs must matter");
            }
        }
    }

    /** The effect for the network with eps = 0 and gamma sqrt(share) for gamma: with all examples its outputs are the same. */
    private ReluBatchEffect intoGamma(Network network, Loss loss) {
        List<LayerCertificate> layers = new PopulationRateEstimator(backend, loss, 0, 1)
                .measure(network, examples, OptionalInt.empty(), share -> {}).layers();
        try (Network other = network(0)) {
            for (int l = 0; l < layers.size(); l++) {
                other.layers().get(l).normalization().orElseThrow().gamma().orElseThrow().value().upload(
                        layers.get(l).measurement().rates().orElseThrow().units().stream()
                                .mapToDouble(u -> u.gamma() * Math.sqrt(u.variance() / (u.variance() + u.eps()))).toArray(),
                        0);
            }
            return read(other, loss, 64);
        }
    }

    /** All examples as one batch are the population. */
    @Test
    void oneBatchOfAllAddsNothing() {
        try (Network network = network(0)) {
            assertEquals(0, read(network, Loss.SOFTMAX_CROSS_ENTROPY, COUNT).gap());
        }
    }
}
