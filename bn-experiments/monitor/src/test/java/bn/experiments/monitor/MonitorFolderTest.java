package bn.experiments.monitor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.api.BnException;
import bn.api.InvalidRequestException;
import bn.experiments.result.Csv;
import bn.experiments.result.Json;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class MonitorFolderTest {
    private static final String HOSTILE = "<script>alert(\"1\")</script>,\r\n'é\u2028\u001b[31m";

    @TempDir
    private Path folder;

    private MonitorFiles files(String... layers) throws IOException {
        return new MonitorFiles(folder).manifest(List.of(layers), List.of());
    }

    @Test
    void everyColumnIsReadAsItIsWritten() throws IOException {
        files("bn1").text("layers.csv", MonitorFiles.LAYERS
                + "100,bn1,10,0.1,0.2,1e-05,-4.5e+300,5,6.,.5,8,9,3,11,12,13,14\n")
                .text("steps.csv", MonitorFiles.STEPS + "100,2.5,0.75,0.1\n")
                .text("channels.csv", MonitorFiles.CHANNELS + "bn1,3,20,1.0,2.0,0.0005,4.0,5.0,6.0,7.0,8.0,9.0,10.0\n");
        MonitoredRun run = RunFolder.read(folder);
        MonitoredLayer layer = run.layers().get(0);
        assertArrayEquals(new long[] {100}, layer.step());
        List<double[]> series = List.of(layer.readings(), layer.lambdaMean(), layer.lambdaMeanSe(), layer.lambdaRms(),
                layer.lambdaNoise(), layer.netRate(), layer.netRateSe(), layer.shift(), layer.gammaRms(), layer.betaRms(),
                layer.dead(), layer.alphaMean(), layer.weightNorm(), layer.effectiveLearningRate(), layer.angle());
        assertArrayEquals(new double[] {10, 0.1, 0.2, 1e-5, -4.5e300, 5, 6, 0.5, 8, 9, 3, 11, 12, 13, 14},
                series.stream().mapToDouble(MonitoredLayer::last).toArray());
        assertEquals(List.of(new MonitoredChannel("bn1", 3, 20, 1, 2, 0.0005, 4, 5, 6, 7, 8, 9, 10)), run.channels());
        assertTrue(run.channels().get(0).dead());
        assertEquals(100, run.step());
        assertEquals(2.5, run.seconds());
        assertArrayEquals(new double[] {0.75}, run.steps().loss());
        assertArrayEquals(new double[] {0.1}, run.steps().learningRate());
        assertEquals("test 1, PyTorch 1.13.1, Net", run.writer() + ", " + run.framework() + ", " + run.model());
        assertEquals(List.of("a note"), run.notes());
        assertFalse(run.finished());
    }

    /** Twelve windows with net rates 2 and 0 in turn: mean 1, and squared deviations of 1 from it. */
    @Test
    void theNetRateOfARunIsTheMeanOfAllItsWindows() throws IOException {
        StringBuilder rows = new StringBuilder(MonitorFiles.LAYERS);
        for (int i = 1; i <= 12; i++) {
            rows.append(MonitorFiles.rates(10L * i, "bn1", 0.02, 0.01, 2 * (i % 2), 0.01));
        }
        files("bn1").text("layers.csv", rows.toString());
        MonitoredLayer layer = RunFolder.read(folder).layers().get(0);
        assertEquals(1, layer.meanNetRate(), 1e-15);
        assertEquals(Math.sqrt(12.0 / 11 / 12), layer.meanNetRateSe(), 1e-15);
    }

    @Test
    void theNetRateOfAFewReadingsHasNoError() throws IOException {
        files("bn1").text("layers.csv", MonitorFiles.LAYERS
                + MonitorFiles.row(30, "bn1", 3, 0.5, 0.1, 0.02, 0.02, -0.05, 0.01, 0.25, 1.0, 1.0, 0, 1.0, 1.0, 1.0, 1.0));
        MonitoredLayer layer = RunFolder.read(folder).layers().get(0);
        assertEquals(-0.05, layer.meanNetRate());
        assertTrue(Double.isNaN(layer.meanNetRateSe()));
    }

    @Test
    void streamsAreReadWhereTheyAreKnown() throws IOException {
        new MonitorFiles(folder).manifest(List.of("bn1"), List.of("s, 1"))
                .text("streams.csv", MonitorFiles.STREAMS + "100,\"s, 1\",10,1,2,3,4,5\n");
        MonitoredStream stream = RunFolder.read(folder).streams().get(0);
        assertEquals(List.of("s, 1"), stream.writers());
        assertEquals(List.of("fc"), stream.consumers());
        assertArrayEquals(new double[] {1, 2, 3, 4, 5}, Stream.of(stream.netRate(), stream.shift(), stream.writersGradient(),
                stream.consumersGradient(), stream.error()).mapToDouble(MonitoredLayer::last).toArray());
    }

    @Test
    void anyNameComesBackAsItWas() throws IOException {
        files(HOSTILE).text("layers.csv", MonitorFiles.LAYERS + MonitorFiles.rates(100, HOSTILE, 1, 1, 1, 1));
        MonitoredLayer layer = RunFolder.read(folder).layers().get(0);
        assertEquals(HOSTILE, layer.name());
        assertEquals(1, layer.step().length);
        assertEquals("<script>alert(\"1\")</script>,??'é??[31m", OneLine.of(layer.name()));
    }

    @Test
    void anEmptyCellIsNotANumber() throws IOException {
        files("bn1").text("layers.csv", MonitorFiles.LAYERS + "100,bn1,1,0.1,,nan,,5,,,8,9,0,,,,\n")
                .text("steps.csv", MonitorFiles.STEPS + "100,1.0,inf,\n");
        MonitoredRun run = RunFolder.read(folder);
        assertTrue(Double.isNaN(run.layers().get(0).lambdaMeanSe()[0]));
        assertTrue(Double.isNaN(run.layers().get(0).angle()[0]));
        assertEquals(Double.POSITIVE_INFINITY, run.steps().loss()[0]);
    }

    /** Cut anywhere in the last row, the file has the rows before it; cut in its header, none. */
    @Test
    void aRowThatIsCutIsLeftOutAndSaid() throws IOException {
        String whole = MonitorFiles.LAYERS + MonitorFiles.rates(100, "a\nb", 1, 1, 1, 1);
        String last = MonitorFiles.rates(200, "a\nb", 2, 1, 1, 1);
        files("a\nb");
        for (int cut = 1; cut < last.length(); cut++) {
            new MonitorFiles(folder).text("layers.csv", whole + last.substring(0, cut));
            MonitoredRun run = RunFolder.read(folder);
            assertArrayEquals(new long[] {100}, run.layers().get(0).step(), "cut at " + cut);
            assertTrue(run.notes().contains("layers.csv: the last row, in line 4, is not complete and was left out"),
                    run.notes().toString());
        }
        new MonitorFiles(folder).text("layers.csv", whole + last);
        assertArrayEquals(new long[] {100, 200}, RunFolder.read(folder).layers().get(0).step());
    }

    @Test
    void whatIsNotThereYetIsSaid() throws IOException {
        MonitoredRun run = RunFolder.read(files("bn1").folder());
        assertEquals(List.of("a note", "layers.csv is not there", "steps.csv is not there", "channels.csv is not there"),
                run.notes());
        assertEquals(0, run.step());
        assertEquals(List.of("Nothing can be said yet: no layer that is trained has a reading."), Sentences.of(run));
    }

    @Test
    void aRunThatWentBackHasEachStepOnce() throws IOException {
        files("bn1").text("layers.csv", MonitorFiles.LAYERS + MonitorFiles.rates(100, "bn1", 1, 1, 1, 1)
                + MonitorFiles.rates(200, "bn1", 2, 1, 1, 1) + MonitorFiles.rates(300, "bn1", 3, 1, 1, 1)
                + MonitorFiles.rates(200, "bn1", 4, 1, 1, 1));
        MonitoredRun run = RunFolder.read(folder);
        assertArrayEquals(new double[] {1, 4}, run.layers().get(0).lambdaRms());
        assertTrue(run.notes().contains(
                "the run went back to step 200: earlier rows of layer bn1 from there on were left out: 2"),
                run.notes().toString());
    }

    @Test
    void otherFilesInTheFolderAreIgnored() throws IOException {
        files("bn1").text("channels.npz", "no npz").text("monitor.lock", "1");
        assertEquals(1, RunFolder.read(folder).layers().size());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "version" : 1          | "version" : 2      | has version 2 of its format, and this bn reads version 1; use a newer bn
            "version" : 1          | "version" : "1"    | is damaged: 'version' is not a whole number of at least 0
            "format" : "bn-monitor"| "format" : "other" | has the format 'other', not 'bn-monitor'
            "channels" : 4         | "channels" : -1    | is damaged: 'layers[0].channels' is not a whole number of at least 0
            "name" : "b"           | "name" : "a"       | is damaged: two layers have the name 'a'
            "name" : "b"           | "name" : 7         | is damaged: 'layers[1].name' is not a text
            "writer" : "test 1"    | "writers" : 1      | is damaged: 'writer' is missing
            "streams" : [ ]        | "streams" : 1      | is damaged: 'streams' is not an array
            "model" : "Net"        | "model" : Net      | is not valid JSON
            """)
    void aManifestOfAnotherFormIsOneLine(String old, String by, String message) throws IOException {
        files("a", "b").replace(old, by);
        assertOneLine(folder.resolve("monitor.json") + " " + message);
    }

    static Stream<Arguments> damages() {
        String row = MonitorFiles.rates(100, "bn1", 1, 1, 1, 1);
        String layers = MonitorFiles.LAYERS;
        return Stream.of(
                Arguments.of("layers.csv", "step,layer\n", ", line 1 has the columns step,layer, not step,layer,readings"),
                Arguments.of("layers.csv", layers + "100,bn1\n", ", line 2 has 2 cells, not 17"),
                Arguments.of("layers.csv", layers + row + "\n" + row, ", line 3 has 1 cells, not 17"),
                Arguments.of("layers.csv", layers + row + row.replace("bn1", "bn\u001b2"),
                        ", line 3 is of layer 'bn?2', which is not in monitor.json"),
                Arguments.of("layers.csv", layers + row.replace("0.25", "0x1p3"), ", line 2 has '0x1p3' as shift, not a number"),
                Arguments.of("layers.csv", layers + row.replace("100", "1e2"), ", line 2 has '1e2' as step, not a whole number"),
                Arguments.of("layers.csv", layers + row.replace("100", "1" + "0".repeat(30)), ", line 2 has '1000"),
                Arguments.of("layers.csv", layers + row.replace("bn1", "b\"n1"),
                        " is not CSV: line 2 has a quote within a cell that does not begin with one"),
                Arguments.of("layers.csv", layers + row.replace("bn1", "\"b\"n1"),
                        " is not CSV: line 2 has text after the closing quote of a cell"),
                Arguments.of("steps.csv", MonitorFiles.STEPS + "1,2,3,4,5\n", ", line 2 has 5 cells, not 4"),
                Arguments.of("channels.csv", MonitorFiles.CHANNELS + "bn1,-1,1,1,1,1,1,1,1,1,1,1,1\n",
                        ", line 2 has '-1' as channel, not a whole number"));
    }

    @ParameterizedTest
    @MethodSource("damages")
    void aDamagedTableIsOneLine(String file, String text, String message) throws IOException {
        files("bn1").text(file, text);
        assertOneLine(folder.resolve(file) + message);
    }

    @Test
    void anotherEncodingIsOneLine() throws IOException {
        files("bn1");
        Files.write(folder.resolve("layers.csv"), (MonitorFiles.LAYERS + "é\n").getBytes(StandardCharsets.ISO_8859_1));
        assertOneLine(folder.resolve("layers.csv") + " is not text in UTF-8");
    }

    @Test
    void aFolderWithoutARunIsOneLine() throws IOException {
        assertOneLine(folder + " holds no run: there is neither monitor.json");
        assertThrows(InvalidRequestException.class, () -> RunFolder.read(folder));
        assertThrows(InvalidRequestException.class, () -> RunFolder.read(folder.resolve("none")));
        Files.writeString(folder.resolve("layers.csv"), MonitorFiles.LAYERS);
        assertOneLine(folder + " has layers.csv and no monitor.json");
    }

    private void assertOneLine(String beginning) {
        String message = assertThrows(BnException.class, () -> RunFolder.read(folder)).getMessage();
        assertTrue(message.startsWith(beginning), message);
        assertFalse(message.matches("(?s).*[\\p{Cntrl}].*"), message);
    }

    /** The document of the page, against the names and the order that docs/monitoring.md has. */
    @Test
    void theSnapshotHasEveryNumberAndNullForWhatIsNotDefined() throws IOException {
        new MonitorFiles(folder).manifest(List.of(HOSTILE), List.of("s")).text("layers.csv", MonitorFiles.LAYERS
                + MonitorFiles.row(100, HOSTILE, 1, 0.1, Double.NaN, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 2, 1.1, 1.2, 1.3,
                        Double.NaN))
                .text("steps.csv", MonitorFiles.STEPS + "100,1.5,nan,\n")
                .text("streams.csv", MonitorFiles.STREAMS + "100,s,10,1,2,3,4,\n").replace("\"finished\" : null",
                        "\"finished\" : \"2026-11-27T22:00:00Z\"");
        String json = Snapshot.of(List.of(RunFolder.read(folder)), each -> List.of("an advice")).json();
        assertFalse(json.contains("\n"));
        JsonNode run = Json.parse(json.getBytes(StandardCharsets.UTF_8), "snapshot").get("runs").get(0);
        assertEquals("name,writer,framework,model,step,finished,seconds,notes,sentences,advice,steps,layers,streams", names(run));
        assertEquals("step,loss,learningRate", names(run.get("steps")));
        JsonNode layer = run.get("layers").get(0);
        assertEquals(
                "name,channels,linear,note,step,readings,lambdaMean,lambdaMeanSe,lambdaRms,lambdaNoise,netRate,netRateSe,shift,"
                        + "gammaRms,betaRms,dead,alphaMean,weightNorm,effectiveLearningRate,angle",
                names(layer));
        assertEquals("name,writers,consumers,step,netRate,shift,writersGradient,consumersGradient,error",
                names(run.get("streams").get(0)));
        assertEquals(HOSTILE, layer.get("name").textValue());
        assertTrue(layer.get("linear").isNull());
        assertTrue(layer.get("angle").get(0).isNull());
        assertTrue(run.get("steps").get("loss").get(0).isNull());
        assertEquals("[100]", layer.get("step").toString());
        assertEquals("[0.5]", layer.get("netRate").toString());
        assertEquals("[null]", run.get("streams").get(0).get("error").toString());
        assertTrue(run.get("finished").booleanValue());
        assertEquals(1.5, run.get("seconds").doubleValue());
    }

    private static String names(JsonNode object) {
        return Csv.join(object.properties().stream().map(java.util.Map.Entry::getKey).toList());
    }

    @Test
    void aRunIsReadAgainOnlyWhenItChanged() throws IOException {
        files("bn1");
        WatchedRuns watched = new WatchedRuns(List.of(folder, folder));
        MonitoredRun first = watched.read().get(0);
        assertEquals(List.of(first), watched.read());
        assertSame(first, watched.read().get(0));
        new MonitorFiles(folder).text("layers.csv", MonitorFiles.LAYERS + MonitorFiles.rates(100, "bn1", 1, 1, 1, 1));
        assertEquals(100, watched.read().get(0).step());
    }
}
