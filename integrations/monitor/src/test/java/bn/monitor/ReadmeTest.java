package bn.monitor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
            Pace pace = monitor.pace();
            for (int step = 1; step <= 100; step++) {
                double loss = network.backward();
                if (pace.isDue()) {
                    pace.begin();
                    Reading reading = new Reading(gamma, gammaGradient, beta, betaGradient, variance, 1e-5, squaredNorm);
                    monitor.addLoss(loss);
                    monitor.add(new StepReading(step, 0.1, Map.of("bn1", reading), Map.of()));
                    pace.end();
                }
                network.update();
                pace.countStep();
            }
        }
        // End of the README's example
        Map<String, String> row = MonitorTable.read(folder.resolve("layers.csv")).rows().get(0);
        // Steps 10, 20 and 30; it depends on the times how many follow.
        int readings = Integer.parseInt(row.get("readings"));
        assertTrue(readings >= 3 && readings <= 10, "" + readings);
        assertEquals(List.of("bn1", "-1.0", "0.0"),
                List.of(row.get("layer"), row.get("lambda_mean"), row.get("lambda_mean_se")));
        assertEquals("-0.5", row.get("alpha_mean"));
        assertEquals(ReadmeExample.inReadme(Path.of("README.md")),
                ReadmeExample.inTest(Path.of("src/test/java/bn/monitor/ReadmeTest.java")));
    }
}
