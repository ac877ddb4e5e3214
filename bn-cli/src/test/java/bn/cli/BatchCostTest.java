package bn.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.experiments.result.Json;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BatchCostTest {
    private static final List<String> DATA = List.of("--train-size", "96", "--test-size", "20", "--pool", "4");
    @TempDir
    private static Path folder;

    @BeforeAll
    static void train() {
        for (String arch : List.of("49-8-10", "49-8-6-10")) {
            List<String> command = new ArrayList<>(
                    List.of("train", "--arch", arch, "--epochs", "1", "--batch-size", "16", "--out",
                            folder.resolve(arch).toString()));
            command.addAll(DATA);
            Launch.Result result = InProcess.bn(command.toArray(String[]::new));
            assertEquals(0, result.code(), result.err());
        }
    }

    private static Launch.Result cost(String arch, String... more) {
        List<String> command = new ArrayList<>(
                List.of("batch-cost", "--model", folder.resolve(arch + "/checkpoint.safetensors").toString()));
        command.addAll(DATA);
        command.addAll(List.of(more));
        return InProcess.bn(command.toArray(String[]::new));
    }

    private static JsonNode json(Launch.Result result) {
        assertEquals(0, result.code(), result.err());
        return Json.parse(result.out().getBytes(StandardCharsets.UTF_8), "bn batch-cost");
    }

    /** The prediction is the sum of T9 that bn rate network prints. */
    @Test
    void theTheoryIsThatOfTheRates() {
        JsonNode costs = json(cost("49-8-6-10", "--batches", "90,8", "--format", "json")).path("costs");
        Launch.Result rates = InProcess.bn("rate", "network", "--checkpoint",
                folder.resolve("49-8-6-10/checkpoint.safetensors").toString(), "--train-size", "96", "--test-size", "20",
                "--pool", "4",
                "--batch-size", "8", "--format", "json");
        assertEquals(8, costs.at("/costs/0/batch").asInt());
        double gap = json(rates).at("/batchEffect/sum").asDouble();
        assertTrue(gap != 0, rates.out());
        assertEquals(gap, costs.at("/costs/0/predicted").asDouble());
        assertTrue(costs.at("/costs/0/all/mean").isNull(), costs::toString);
        assertEquals(2, costs.path("layers").asInt());
    }

    @Test
    void theMeasurementIsATableAPageAndAnswers() throws Exception {
        Path out = folder.resolve("out");
        Launch.Result result = cost("49-8-10", "--batches", "2,48", "--measure", "--draws", "20", "--out", out.toString());
        assertEquals(0, result.code(), result.err());
        assertTrue(result.out().contains(
                "Is a batch of 2 too small for this network? (T9; experiment batch-size)\n  That is not decided by so few drawn batches: "),
                result.out());
        String page = Files.readString(out.resolve("report.html"));
        assertTrue(page.contains("Is a batch of 48 too small for this network?"));
        List<String> rows = Files.readAllLines(out.resolve("batch-cost.csv"));
        assertEquals("batch,predicted,valid,measuredLast,measuredLastStandardError,measuredAll,measuredAllStandardError",
                rows.get(0));
        assertEquals(3, rows.size());
        // With one normalization, the last are all.
        String[] cells = rows.get(1).split(",", -1);
        assertEquals(cells[3], cells[5]);
        JsonNode json = Json.parse(Files.readAllBytes(out.resolve("batch-cost.json")), "file");
        assertEquals(Double.parseDouble(cells[5]), json.at("/costs/costs/0/all/mean").asDouble());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "--batches 1,8 | --batches are numbers of at least 2",
            "--batches 8,97 | batches of 97 examples cannot be drawn from 96",
            "--draws 10 | --draws and --seed are for --measure",
            "--seed 2 | --draws and --seed are for --measure",
            "--measure --draws 1 | --draws is a number of at least 2"})
    void whatMakesNoSenseIsRefused(String line, String said) {
        Launch.Result result = cost("49-8-10", line.split(" ", -1));
        assertEquals(2, result.code(), result.out());
        assertTrue(result.err().contains(said), result.err());
        assertEquals("", result.out());
    }
}
