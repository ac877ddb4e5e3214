package bn.experiments.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.api.BnException;
import bn.api.DType;
import bn.api.InvalidRequestException;
import bn.api.backend.Backend;
import bn.api.kernel.Loss;
import bn.api.norm.NormalizationOptions;
import bn.experiments.architecture.Architecture;
import bn.experiments.data.Examples;
import bn.experiments.data.digits.SyntheticDigits;
import bn.experiments.network.Network;
import bn.experiments.network.NetworkSpec;
import bn.experiments.rate.LayerCertificate;
import bn.experiments.rate.NetworkMeasurement;
import bn.experiments.rate.PopulationRateEstimator;
import bn.experiments.result.OutputDirectory;
import bn.experiments.result.Provenance;
import bn.experiments.testing.Cpu;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CancellationException;
import java.util.function.DoubleConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PartialMeasurementTest {
    private static final int COUNT = 30;
    private static final int BLOCK = 16;
    private static final double SIGMA = 0.1;

    private final Examples examples = SyntheticDigits.draw(1, COUNT, 1).pool(4).train();
    private final List<String> notes = new ArrayList<>();
    private Backend backend;
    @TempDir
    private Path directory;

    @BeforeEach
    void open() {
        backend = Cpu.open();
    }

    @AfterEach
    void close() {
        backend.close();
    }

    private Network network(String architecture, long seed) {
        return new Network(backend, new NetworkSpec(Architecture.parse(architecture), DType.FLOAT32,
                NormalizationOptions.pytorch(), BLOCK, seed), Cpu.normalization("batch"));
    }

    private NetworkMeasurement measure(Network network, Examples measured, long seed, boolean resume, DoubleConsumer progress) {
        try (OutputDirectory folder = OutputDirectory.locked(directory)) {
            NetworkMeasurement measurement;
            try (PartialMeasurement partial = new PartialMeasurement(folder, MeasurementIdentity.of(network, "batch", measured,
                    Loss.SOFTMAX_CROSS_ENTROPY, SIGMA, seed), Provenance.of(backend), resume, notes::add)) {
                measurement = new PopulationRateEstimator(backend, Loss.SOFTMAX_CROSS_ENTROPY, SIGMA, seed)
                        .measure(network, measured, OptionalInt.of(10), partial, progress);
            }
            folder.delete(PartialMeasurement.FILE);
            return measurement;
        }
    }

    /** Interrupts when this part is done. */
    private static DoubleConsumer until(double part) {
        return fraction -> {
            if (fraction >= part) {
                throw new CancellationException();
            }
        };
    }

    /** All numbers of a measurement, to the last bit. */
    private static String text(NetworkMeasurement measurement) {
        StringBuilder text = new StringBuilder();
        for (LayerCertificate layer : measurement.layers()) {
            text.append(layer.measurement().rates()).append(Arrays.toString(layer.measurement().betaGradient()));
            layer.stationarity().ifPresent(
                    s -> text.append(Arrays.toString(s.gradient())).append(Arrays.toString(s.residual())));
        }
        measurement.streams().forEach(stream -> text.append(stream.balance()).append(stream.channelError()));
        measurement.batchEffect().ifPresent(effect -> text.append(effect.gap()));
        return text.toString();
    }

    /** Each measurement is interrupted again and again, so that it goes on from every kind of level. */
    @ParameterizedTest
    @ValueSource(strings = {"49-6-5-10", "resnet8:1x7x7-10"})
    void aMeasurementThatIsInterruptedHasTheBitsOfOneThatIsNot(String architecture) {
        try (Network network = network(architecture, 1)) {
            String expected = text(new PopulationRateEstimator(backend, Loss.SOFTMAX_CROSS_ENTROPY, SIGMA, 1).measure(network,
                    examples, OptionalInt.of(10), fraction -> {}));
            int breaks = 0;
            for (double part = 0.05; part < 0.99; part += 0.1) {
                double end = part;
                boolean resume = breaks++ > 0;
                assertThrows(CancellationException.class, () -> measure(network, examples, 1, resume, until(end)));
            }
            assertTrue(Files.exists(directory.resolve(PartialMeasurement.FILE)));
            List<Double> fractions = new ArrayList<>();
            assertEquals(expected, text(measure(network, examples, 1, true, fractions::add)));
            assertTrue(fractions.get(0) > 0.5, () -> "all passes were made again: " + fractions);
            assertFalse(Files.exists(directory.resolve(PartialMeasurement.FILE)));
        }
    }

    @Test
    void anotherMeasurementIsRefusedWithWhatDiffers() {
        try (Network network = network("49-6-5-10", 1);
                Network other = network("49-6-5-10", 2);
                Network wider = network("49-7-5-10", 1)) {
            assertThrows(CancellationException.class, () -> measure(network, examples, 1, false, until(0.5)));
            assertRefused("the architecture was \"49-6-5-10\", now \"49-7-5-10\"",
                    () -> measure(wider, examples, 1, true, f -> {}));
            assertRefused("the SHA-256 of the network was ", () -> measure(other, examples, 1, true, f -> {}));
            assertRefused("the number of examples was 30, now 20",
                    () -> measure(network, examples.limit(20), 1, true, f -> {}));
            assertRefused("noise-seed was 1, now 2", () -> measure(network, examples, 2, true, f -> {}));
            assertRefused("already holds a measurement that is not finished",
                    () -> measure(network, examples, 1, false, f -> {}));
        }
    }

    private static void assertRefused(String message, Runnable measurement) {
        String text = assertThrows(InvalidRequestException.class, measurement::run).getMessage();
        assertTrue(text.contains(message), text);
    }

    @Test
    void withoutAMeasurementToResumeANewOneBegins() {
        try (Network network = network("49-6-5-10", 1)) {
            measure(network, examples, 1, true, f -> {});
            assertEquals(List.of("Note: there is no measurement in the output folder to resume; a new one begins."), notes);
        }
    }

    @Test
    void aDamagedFileIsRefused() throws IOException {
        Path file = directory.resolve(PartialMeasurement.FILE);
        try (Network network = network("49-6-5-10", 1)) {
            assertThrows(CancellationException.class, () -> measure(network, examples, 1, false, until(0.5)));
            byte[] content = Files.readAllBytes(file);
            content[content.length - 1] ^= 1;
            Files.write(file, content);
            assertTrue(assertThrows(BnException.class, () -> measure(network, examples, 1, true, f -> {})).getMessage()
                    .contains("is damaged"));
        }
    }
}
