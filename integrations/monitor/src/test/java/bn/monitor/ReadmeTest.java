package bn.monitor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import bn.monitor.testing.MonitorTable;
import bn.monitor.testing.ReadmeExample;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example of the README is this one, and it runs. */
class ReadmeTest {

    /** One parameter, with the loss gamma^2 / 2. */
    private static final class Network {
        private double[] gamma = {1};

        double backward() {
            return gamma[0] * gamma[0] / 2;
        }

        void update() {
            gamma = new double[] {gamma[0] * 0.9};
        }
    }

    @Test
    void theExampleRuns(@TempDir Path folder) throws IOException {
        Network network = new Network();
        double[] gamma = network.gamma;
        double[] gammaGradient = gamma;
        double[] beta = {0};
        double[] betaGradient = {0};
        double[] variance = {1};
        double[] squaredNorm = {2};
        // README
        LayerDescription layer = new LayerDescription("bn1", gamma.length, 1e-5, "linear1", null);
        RunDescription run = new RunDescription("my loop", "no framework", "mlp", List.of(layer), List.of(), List.of());
        try (Monitor monitor = new Monitor(folder, MonitorSettings.DEFAULT, run)) {
            for (int step = 1; step <= 100; step++) {
                double loss = network.backward();
                if (MonitorSettings.DEFAULT.reads(step)) {
                    Reading reading = new Reading(gamma, gammaGradient, beta, betaGradient, variance, 1e-5, squaredNorm);
                    monitor.addLoss(loss);
                    monitor.add(new StepReading(step, 0.1, Map.of("bn1", reading), Map.of()));
                }
                network.update();
            }
        }
        // End of the README's example
        Map<String, String> row = MonitorTable.read(folder.resolve("layers.csv")).rows().get(0);
        assertEquals(List.of("100", "bn1", "10", "-1.0", "0.0"), List.copyOf(row.values()).subList(0, 5));
        assertEquals("-0.5", row.get("alpha_mean"));
        assertEquals(ReadmeExample.inReadme(Path.of("README.md")),
                ReadmeExample.inTest(Path.of("src/test/java/bn/monitor/ReadmeTest.java")));
    }
}
