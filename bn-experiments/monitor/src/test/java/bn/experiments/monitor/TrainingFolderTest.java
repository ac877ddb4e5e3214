package bn.experiments.monitor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.api.BnException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Numbers of few units, so that sums are made by hand. A real training run is read in bn-cli. */
class TrainingFolderTest {
    private static final String RATES = "epoch,layer,unit,gamma,lambda,alpha,alphaSignal,alphaNoise,lambdaStandardError,lambdaRms,status\n";
    private static final String FIRST = """
            1,1,1,2.0,3.0,1.0,1.0,0.0,0.1,3.0,ok
            1,1,2,1.0,-4.0,5.0,1.0,0.0,0.7,4.0,ok
            1,1,3,0.0,,,,,,,not applicable: gamma is 0
            1,2,,,,,,,,,not applicable: no gamma
            """;

    @TempDir
    private Path folder;

    @BeforeEach
    void write() throws IOException {
        file("metrics.csv", """
                epoch,trainLoss,trainAccuracy,testLoss,testAccuracy,seconds,examplesPerSecond
                1,0.5,0.9,0.6,0.8,1.5,100.0
                2,0.25,0.9,0.6,0.8,2.0,100.0
                """);
        file("rates.csv", RATES + FIRST + "2,1,1,2.0,1.0,,,,,,ok\n2,1,2,1.0,1.0,,,,,,ok\n2,1,3,1.0,1.0,,,,,,ok\n");
        manifest("constant", 2);
    }

    private void file(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    private void manifest(String schedule, int done) throws IOException {
        file("manifest.json", "{\"settings\": {\"arch\": \"4-3-2\", \"epochs\": 2, \"lr\": 0.1, \"schedule\": \"" + schedule
                + "\"}, \"provenance\": {\"bn\": \"1.2\"}, \"epochsDone\": " + done + "}");
    }

    @Test
    void epochsAreStepsAndUnitsAreChannels() {
        MonitoredRun run = RunFolder.read(folder);
        assertEquals("bn 1.2, bn, 4-3-2, epoch", String.join(", ", run.writer(), run.framework(), run.model(), run.unit()));
        assertEquals(2, run.step());
        assertEquals(3.5, run.seconds());
        assertTrue(run.finished());
        assertArrayEquals(new double[] {0.5, 0.25}, run.steps().loss());
        assertArrayEquals(new double[] {0.1, 0.1}, run.steps().learningRate());
        MonitoredLayer layer = run.layers().get(0);
        assertEquals("layer 1", layer.name());
        assertEquals(3, layer.channels());
        assertArrayEquals(new long[] {1, 2}, layer.step());
        assertArrayEquals(new double[] {-0.5, 1}, layer.lambdaMean());
        assertArrayEquals(new double[] {Math.sqrt(12.5), 1}, layer.lambdaRms());
        assertEquals(0.5, layer.lambdaNoise()[0], 1e-15);
        assertTrue(Double.isNaN(layer.lambdaNoise()[1]));
        assertArrayEquals(new double[] {4 * 3 - 4, 6}, layer.netRate());
        assertArrayEquals(new double[] {1, 0}, layer.dead());
        assertEquals(Math.sqrt(5.0 / 3), layer.gammaRms()[0], 1e-15);
        assertEquals(3, layer.alphaMean()[0]);
        assertTrue(Double.isNaN(layer.effectiveLearningRate()[0]));
        assertEquals("has no gamma", run.layers().get(1).note());
        assertEquals(3, run.channels().size());
        assertEquals(0, run.channels().get(0).channel());
        assertEquals(2, run.channels().get(0).gamma());
    }

    @Test
    void aRunThatGoesOnIsNotFinished() throws IOException {
        manifest("cosine over 2 epochs", 1);
        MonitoredRun run = RunFolder.read(folder);
        assertFalse(run.finished());
        assertTrue(Double.isNaN(run.steps().learningRate()[0]));
    }

    @Test
    void anEpochThatIsCutIsLeftOutAndSaid() throws IOException {
        file("rates.csv", RATES + FIRST + "2,1,1,2.0,1.0,,,,,,ok\n2,1,2,1.0,1");
        MonitoredRun run = RunFolder.read(folder);
        assertArrayEquals(new long[] {1}, run.layers().get(0).step());
        assertTrue(run.notes().contains("rates.csv: the last row, in line 7, is not complete and was left out"),
                run.notes().toString());
        assertTrue(run.notes().contains("layer 1: epoch 2 is not complete and was left out"), run.notes().toString());
    }

    @Test
    void aManifestThatIsDamagedIsOneLine() throws IOException {
        file("manifest.json", "{\"settings\": {}, \"provenance\": {\"bn\": \"1.2\"}}");
        String message = assertThrows(BnException.class, () -> RunFolder.read(folder)).getMessage();
        assertEquals(folder.resolve("manifest.json") + " is damaged: 'settings.arch' is missing", message);
    }
}
