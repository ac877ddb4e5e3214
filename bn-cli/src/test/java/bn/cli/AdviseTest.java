package bn.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.experiments.result.Json;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdviseTest {
    @TempDir
    private static Path folder;
    private static String run;

    @BeforeAll
    static void train() {
        run = folder.resolve("run").toString();
        Launch.Result trained = InProcess.bn("train", "--train-size", "256", "--test-size", "32", "--arch", "784-8-6-10",
                "--epochs", "2",
                "--batch-size", "32", "--gamma-decay", "0.001", "--weight-decay", "0.002", "--beta-decay", "0.001",
                "--rate-examples",
                "64", "--out", run);
        assertEquals(0, trained.code(), trained.err());
    }

    private static Launch.Result advise(String... more) {
        return InProcess.bn(Stream.concat(Stream.of("advise", run, "--train-size", "256", "--test-size",
                "32"), Stream.of(more)).toArray(String[]::new));
    }

    private static JsonNode json(Launch.Result result) {
        assertEquals(0, result.code(), result.err());
        return Json.parse(result.out().getBytes(StandardCharsets.UTF_8), "advice");
    }

    /** The settings and the length of the run are read from its folder. */
    @Test
    void aRunSaysHowItWasTrained() {
        JsonNode advice = json(advise("--format", "json"));
        List<String> groups = StreamSupport.stream(advice.get("groups").spliterator(), false)
                .map(group -> group.get("group").asText() + " " + group.get("decay").asText() + " " + group.get("layers").size())
                .toList();
        assertEquals(List.of("WEIGHTS 0.002 2", "INNER 0.001 1", "LAST_GAMMA 0.001 1", "LAST_BETA 0.001 1", "LINEAR 0.002 1"),
                groups);
        assertTrue(advice.get("statements").toString().contains("The run of 16 steps is too short"), advice.toString());
        assertTrue(advice.get("readings").asText().contains("8 batches of 32"), advice.toString());
    }

    @Test
    void optionsTakeThePlaceOfTheRunsSettings() {
        JsonNode advice = json(
                advise("--lr", "0.001", "--optimizer", "adamw", "--weight-decay", "0.01", "--steps", "10", "--format",
                        "json"));
        assertEquals(0.01, advice.get("groups").get(1).get("decay").asDouble());
        assertTrue(advice.get("statements").toString().contains("root mean square of gamma's gradient"), advice.toString());
    }

    /** Two epochs are too short for equilibrium, so lengths are not judged; T13 always is. */
    @Test
    void predictionsStandNextToWhatIsMeasured() {
        List<String> rows = StreamSupport.stream(json(advise("--format", "json")).get("predictions").spliterator(), false)
                .map(row -> row.get("theorem").asText() + " " + row.get("agreement").asText()).toList();
        assertEquals(List.of("T13 AGREES", "T10, T16 NOT_APPLICABLE", "T17 NOT_APPLICABLE"),
                rows.stream().filter(row -> !row.startsWith("T5")).toList());
        assertEquals(4, rows.size());
        String text = advise().out();
        assertTrue(
                text.contains("Predicted and measured") && text.contains("T10, T16: Not applicable, because lengths take"),
                text);
    }

    @Test
    void anglesOfAdamFollowFromTheGradients() {
        String text = advise("--lr", "0.001", "--optimizer", "adam", "--weight-decay", "0.01").out();
        assertTrue(text.contains("degrees (median of the units"), text);
    }

    @Test
    void thePageHasTheAnswers() throws Exception {
        Path out = folder.resolve("page");
        assertEquals(0, advise("--out", out.toString()).code());
        String page = Files.readString(out.resolve("report.html"));
        assertTrue(page.contains("Does batch norm regularize this network?"));
        assertTrue(page.contains("regularization rate"));
        assertTrue(page.contains("Predicted and measured"));
        assertTrue(Files.exists(out.resolve("advice.json")));
    }

    /** Each answer stands on experiments that there are. */
    @Test
    void theExperimentsThatAreNamedExist() {
        List<String> known = InProcess.bn("run", "--list").out().lines().map(line -> line.split(" ", 2)[0]).toList();
        for (JsonNode statement : json(advise("--format", "json")).get("statements")) {
            String[] parts = statement.get("basis").asText().split("experiments? ", -1);
            for (String name : parts.length == 1 ? new String[0] : parts[1].split(", ", -1)) {
                assertTrue(known.contains(name), name + " in " + statement);
            }
        }
    }

    @Test
    void whatDoesNotGoTogetherIsRefused() {
        for (List<String> wrong : List.of(List.of("--weight-decay", "0.1"), List.of("--lr", "0.1"), List.of("--momentum", "0.5"),
                List.of("--lr", "0.1", "--weight-decay", "0.1", "--schedule", "cosine"), List.of("--batch-size", "200"),
                List.of("--lr", "0.1", "--weight-decay", "-1"))) {
            Launch.Result refused = advise(wrong.toArray(String[]::new));
            assertEquals(2, refused.code(), wrong + " " + refused.err());
        }
        Launch.Result empty = InProcess.bn("advise", folder.toString());
        assertEquals(2, empty.code(), empty.err());
        assertTrue(empty.err().contains("holds neither a run"), empty.err());
    }
}
