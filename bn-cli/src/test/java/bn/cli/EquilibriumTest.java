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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EquilibriumTest {
    @TempDir
    private Path folder;

    private static Launch.Result bn(String line, String... more) {
        List<String> arguments = new ArrayList<>(List.of("equilibrium"));
        arguments.addAll(List.of(line.split(" ")));
        arguments.addAll(List.of(more));
        return InProcess.bn(arguments.toArray(String[]::new));
    }

    /** The angle is sqrt(2 eta kappa / (1 + theta)) and the relaxation (1 - theta) / (4 eta kappa). */
    @Test
    void theNumbersAreThoseOfTheory() throws Exception {
        Launch.Result result = bn("--lr 0.1 --weight-decay 5e-4 --momentum 0.9 --format json");
        assertEquals(0, result.code(), result.err());
        JsonNode json = Json.parse(result.out().getBytes(StandardCharsets.UTF_8), "bn equilibrium");
        assertEquals(Math.sqrt(1e-4 / 1.9), json.path("angle").asDouble(), 1e-15);
        assertEquals(500, json.path("relaxationSteps").asDouble(), 1e-9);
        assertTrue(json.path("schedule").isNull() && json.path("squaredNorm").isNull(), result.out());
    }

    @Test
    void aScheduleIsATableAndAPage() throws Exception {
        Path out = folder.resolve("out");
        Launch.Result result = bn("--lr 0.1 --weight-decay 5e-4 --schedule cosine --steps 10000", "--out", out.toString());
        assertEquals(0, result.code(), result.err());
        assertTrue(result.out().contains("The run of 10,000 steps is long enough"), result.out());
        assertTrue(Files.readString(out.resolve("report.html")).contains("What does this run do?"));
        List<String> rows = Files.readAllLines(out.resolve("equilibrium.csv"));
        assertEquals("decayFollows,step,rateFactor,squaredNorm,equilibriumSquaredNorm,angle,gradient", rows.get(0));
        assertTrue(rows.get(rows.size() - 1).startsWith("true,9999,"), rows.get(rows.size() - 1));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "--lr 0.1 --weight-decay 0 | without a learning rate or weight decay there is no equilibrium",
            "--lr 0.1 --weight-decay 1e-4 --optimizer adam | give --gradient and --weights",
            "--lr 0.1 --weight-decay 1e-4 --gradient 2 | --gradient and --weights go together",
            "--lr 0.1 --weight-decay 1e-4 --optimizer adamw --momentum 0.9 | --momentum is for the optimizer sgd",
            "--lr 0.1 --weight-decay 1e-4 --beta1 0.9 | --beta1 is for the optimizer adam",
            "--lr 0.1 --weight-decay 1e-4 --schedule cosine | give its --steps",
            "--lr 0.1 --weight-decay 1e-4 --start 2 | give its --steps",
            "--lr 0.1 --weight-decay 1e-4 --steps 10 --epochs 3 | a multiple of --epochs",
            "--lr 0.1 --weight-decay 1e-4 --steps 10 --start 0 | --start is a number above 0",
            "--lr 0.1 --weight-decay 1e-4 --steps 10 --schedule step | never in a run of 1",
            "--lr 0.1 --weight-decay NaN | --weight-decay is a number of at least 0"})
    void whatMakesNoSenseIsRefused(String line, String said) {
        Launch.Result result = bn(line);
        assertEquals(2, result.code(), result.out());
        assertTrue(result.err().contains(said), result.err());
    }
}
