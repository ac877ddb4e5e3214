package bn.experiments.monitor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SentencesTest {
    @TempDir
    private Path folder;

    private List<String> sentences(String... rows) throws IOException {
        new MonitorFiles(folder).text("layers.csv", MonitorFiles.LAYERS + String.join("", rows));
        return Sentences.of(RunFolder.read(folder));
    }

    private MonitorFiles layers(String... names) throws IOException {
        return new MonitorFiles(folder).manifest(List.of(names), List.of());
    }

    @Test
    void whatIsClearIsSaidWithItsNumbers() throws IOException {
        layers("a", "b");
        assertEquals(List.of(
                "Lambda is largest in a: its root mean square over the live channels is 0.04, 4 times the standard error of a channel"
                        + " (the window to step 100).",
                "Within a window, the lambda of a channel cannot be distinguished from noise in 1 of 2 layers (b): its root mean square is at most 1.25 times the"
                        + " standard error of a channel.",
                "The net rate (sum of gamma^2 lambda) is clearly positive in 1 of 2 layers, so batch norm pulls the weights down, most"
                        + " clearly in a (0.5 ± 0.1, 5 standard errors from 0); it is clearly negative in 1 of 2 layers, so batch norm"
                        + " pushes the weights up, most clearly in b (-0.3 ± 0.05, 6 standard errors from 0)."),
                sentences(MonitorFiles.rates(100, "a", 0.04, 0.01, 0.5, 0.1),
                        MonitorFiles.rates(100, "b", 0.05, 0.04, -0.3, 0.05)));
    }

    /** Student's t with 2 degrees of freedom is beyond 3 in a tenth of all cases. */
    @Test
    void threeReadingsAreNoEvidenceForANetRate() throws IOException {
        layers("a");
        String few = MonitorFiles.row(30, "a", 3, 0.5, 0.1, 0.02, 0.02, -0.05, 0.01, 0.25, 1.0, 1.0, 0, 1.0, 1.0, 1.0, 1.0);
        assertEquals(List.of(), sentences(few).stream().filter(sentence -> sentence.contains("net rate")).toList());
    }

    @Test
    void aLayerWhoseNameIsANumberIsCalledALayer() throws IOException {
        layers("10", "2.bn");
        List<String> sentences = sentences(MonitorFiles.rates(100, "10", 0.04, 0.01, 0.5, 0.1),
                MonitorFiles.rates(100, "2.bn", 0.03, 0.001, -0.5, 0.05));
        assertTrue(sentences.get(0).startsWith("Lambda is largest in layer 10: "), sentences.get(0));
        assertTrue(sentences.get(1).endsWith(" most clearly in 2.bn (-0.5 ± 0.05, 10 standard errors from 0)."),
                sentences.get(1));
    }

    /** Readings that follow each other agree more than independent ones: the spread of the windows says how much they vary. */
    @Test
    void theSpreadOfWindowsCountsWhereItIsLargerThanTheErrorWithin() throws IOException {
        layers("a");
        String[] rows = new String[4];
        for (int i = 0; i < 4; i++) {
            // Mean 1, squared deviations 1: the standard error from the four windows is sqrt(4 / 3 / 4) = 1 / 1.73.
            rows[i] = MonitorFiles.rates(100L * (i + 1), "a", 0.025, 0.01, i % 2 == 0 ? 2 : 0, 0.01);
        }
        assertEquals(List
                .of("No net rate (sum of gamma^2 lambda) is clearly different from 0: the largest of 1 layers is 1.73 standard"
                        + " errors away."),
                sentences(rows));
    }

    /** Of rates that are pure noise, nothing is called clear. The readings are drawn, with 3 standard errors as the threshold. */
    @Test
    void noiseIsNotCalledARate() throws IOException {
        layers("a");
        Random random = new Random(1);
        int called = 0;
        int trials = 200;
        for (int trial = 0; trial < trials; trial++) {
            String[] rows = new String[10];
            for (int window = 0; window < rows.length; window++) {
                rows[window] = noise(100L * (window + 1), random);
            }
            List<String> found = sentences(rows);
            assertTrue(
                    found.get(0).startsWith(
                            "Within a window, the lambda of a channel cannot be distinguished from noise in 1 of 1 layers (a)"),
                    found.toString());
            called += found.get(1).startsWith("No net rate") ? 0 : 1;
        }
        // Student's t with 9 degrees of freedom is beyond 3 in 1.5 % of the cases, and the larger error makes it fewer: 3 of 200 are
        // expected at most, and 10 have a probability below 0.002.
        assertTrue(called < 10, called + " of " + trials);
    }

    /** A window of 10 readings of 4 channels with lambda = 0 in the mean, as a monitor makes it. */
    private static String noise(long step, Random random) {
        double[] channels = new double[4];
        double[] squares = new double[4];
        double[] sums = new double[10];
        for (int reading = 0; reading < 10; reading++) {
            for (int channel = 0; channel < 4; channel++) {
                double lambda = random.nextGaussian();
                channels[channel] += lambda / 10;
                squares[channel] += lambda * lambda;
                sums[reading] += lambda;
            }
        }
        double rms = 0;
        double noise = 0;
        for (int channel = 0; channel < 4; channel++) {
            rms += channels[channel] * channels[channel] / 4;
            noise += (squares[channel] - 10 * channels[channel] * channels[channel]) / 9 / 10 / 4;
        }
        double mean = java.util.Arrays.stream(sums).average().orElseThrow();
        double variance = java.util.Arrays.stream(sums).map(x -> (x - mean) * (x - mean)).sum() / 9;
        return MonitorFiles.rates(step, "a", Math.sqrt(rms), Math.sqrt(noise), mean, Math.sqrt(variance / 10));
    }

    @Test
    void withoutStandardErrorsNothingIsClaimed() throws IOException {
        layers("a");
        assertEquals(
                List.of("Nothing can be said: no rate is clear of its standard error, or none has one (it takes two readings in a"
                        + " window)."),
                sentences(MonitorFiles.rates(100, "a", 5, Double.NaN, 7, Double.NaN)));
    }

    /** The mean of many windows is clearer than a window. That of nine readings is no evidence. */
    @Test
    void channelsThatAreClearOverTheRunAreCounted() throws IOException {
        layers("a", "b").text("channels.csv", MonitorFiles.CHANNELS + "a,0,100,0.35,0.1,1,1,1,1,1,1,1,1\n"
                + "a,1,100,-0.4,0.1,1,1,1,1,1,1,1,1\na,2,100,0.2,0.1,1,1,1,1,1,1,1,1\na,3,100,,,0.0,1,1,1,1,1,1,1\n"
                + "a,4,9,0.9,0.1,1,1,1,1,1,1,1,1\n"
                + "b,0,100,0.9,0.1,1,1,1,1,1,1,1,1\n");
        assertTrue(sentences(MonitorFiles.rates(100, "a", 1, 1, 4, 1), MonitorFiles.rates(100, "b", 4, 1, 4, 1)).get(1).endsWith(
                " times the standard error of a channel; in the mean over the run, it is at least 3 standard errors from 0 in 2 of 3"
                        + " channels."));
    }

    @Test
    void aFrozenLayerHasNoRates() throws IOException {
        layers("frozen1");
        assertEquals(List.of("Nothing can be said yet: no layer that is trained has a reading."),
                sentences(MonitorFiles.rates(100, "frozen1", 5, 1, 7, 1)));
    }

    @Test
    void aRunWithoutBatchNormIsSaid() throws IOException {
        layers();
        assertEquals(List.of("Nothing can be said: the run has no layer with batch norm."), sentences());
    }

    @Test
    void deadChannelsAndTheSpreadOfEffectiveLearningRatesAreSaid() throws IOException {
        layers("a\nb", "c");
        List<String> found = sentences(
                MonitorFiles.row(100, "a\nb", 1, 0, null, 1, null, 0, null, 0, 1, 1, 3, 0, 1, 0.5, null),
                MonitorFiles.row(100, "c", 1, 0, null, 1, null, 0, null, 0, 1, 1, 0, 0, 1, 0.01, null));
        assertEquals(List.of(
                "3 of 8 channels are dead (|gamma| < 0.001), all of them in a?b; they are left out of lambda and alpha.",
                "The effective learning rate (learning rate / |w|^2) differs by a factor of 50 among layers: from 0.01 in c to 0.5 in"
                        + " a?b."),
                found);
    }

    @Test
    void aBalanceThatDoesNotHoldComesFirst() throws IOException {
        new MonitorFiles(folder).manifest(List.of("a"), List.of("s")).text("streams.csv", MonitorFiles.STREAMS
                + "100,s,10,1,1,1,1,0.02\n");
        assertTrue(sentences(MonitorFiles.rates(100, "a", 4, 1, 4, 1)).get(0)
                .startsWith("The balance T13 of the stream s is off by 2 % at step 100: it has an activation"));
        new MonitorFiles(folder).text("streams.csv", MonitorFiles.STREAMS + "100,s,10,1,1,1,1,1e-05\n");
        assertTrue(sentences(MonitorFiles.rates(100, "a", 4, 1, 4, 1)).get(0).startsWith("Lambda is largest"));
    }
}
