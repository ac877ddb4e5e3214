package bn.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import bn.api.backend.Backend;
import bn.api.backend.BackendOptions;
import bn.api.backend.BackendProvider;
import bn.api.backend.Backends;
import bn.api.kernel.Loss;
import bn.api.norm.NormalizationProvider;
import bn.experiments.data.Dataset;
import bn.experiments.data.digits.SyntheticDigits;
import bn.experiments.network.Network;
import bn.experiments.rate.LayerMeasurement;
import bn.experiments.rate.RateEstimator;
import bn.experiments.result.Json;
import bn.experiments.run.Checkpoint;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rates of a network whose images are normalized are read on normalized images. */
class NormalizedImageRatesTest {
    private static final ClassLoader LOADER = NormalizedImageRatesTest.class.getClassLoader();
    private static final int BATCH = 32;
    private static final String[] DATA = {"--dataset", "synthetic-digits", "--train-size", "64", "--test-size", "10"};

    @TempDir
    private Path folder;

    @Test
    void batchesAreOfNormalizedImages() {
        Path run = folder.resolve("run");
        assertEquals(0, bn("train", "--arch", "lenet", "--epochs", "1", "--batch-size", "32", "--normalize", "channels", "--out",
                run.toString()).code());
        Path file = run.resolve("checkpoint.safetensors");
        Launch.Result result = bn("rate", "network", "--checkpoint", file.toString(), "--statistics", "batch", "--batch-size",
                String.valueOf(BATCH), "--format", "json");
        assertEquals(0, result.code(), result.err());
        JsonNode layers = Json.parse(result.out().getBytes(StandardCharsets.UTF_8), "rates").path("layers");
        List<LayerMeasurement> expected = expected(Checkpoint.readNetwork(file));
        assertEquals(expected.size(), layers.size());
        for (int i = 0; i < layers.size(); i++) {
            LayerMeasurement layer = expected.get(i);
            assertEquals(layer.name(), layers.get(i).path("name").textValue());
            for (int k = 0; k < layer.betaGradient().length; k++) {
                assertEquals(layer.rates().orElseThrow().units().get(k).lambda(),
                        layers.get(i).path("lambda").get(k).doubleValue());
                assertEquals(layer.betaGradient()[k], layers.get(i).path("betaGradient").get(k).doubleValue());
            }
        }
    }

    private static List<LayerMeasurement> expected(Checkpoint checkpoint) {
        Dataset dataset = SyntheticDigits.draw(1, 64, 10).normalized(checkpoint.imageNormalization().orElseThrow());
        NormalizationProvider batchNorm = NormalizationProvider.load(LOADER).get("batch");
        try (Backend backend = Backends.open(BackendProvider.load(LOADER), "cpu", BackendOptions.DEFAULT);
                Network network = checkpoint.open(backend, batchNorm, BATCH);
                RateEstimator estimator = new RateEstimator(backend, checkpoint.dtype(), dataset.train(),
                        Loss.SOFTMAX_CROSS_ENTROPY, 0, BATCH, 64)) {
            return estimator.measure(network, 1);
        }
    }

    private static Launch.Result bn(String... arguments) {
        String[] all = Stream.of(arguments, DATA).flatMap(Stream::of).toArray(String[]::new);
        return InProcess.bn(all);
    }
}
