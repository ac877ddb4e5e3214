package bn.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.experiments.result.Json;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code bn rate from-gradients} for a CSV file of readings. */
class RateFromReadingsTest {
    @TempDir
    private Path folder;

    private Launch.Result rate(String text, String... more) throws IOException {
        Path file = Files.writeString(folder.resolve("readings.csv"), text);
        List<String> command = new ArrayList<>(List.of("rate", "from-gradients", "--file", file.toString()));
        command.addAll(List.of(more));
        return InProcess.bn(command.toArray(String[]::new));
    }

    /** Two units at three steps: lambda 1, 2, 3 and 1, -1, 0. */
    private static final String THREE = """
            step,unit,gamma,gamma_grad
            1,0,1,-1
            1,1,2,-2
            2,0,1,-2
            2,1,2,2
            3,0,1,-3
            3,1,2,0
            """;

    @Test
    void theTableTheFilesAndTheJsonAreTheSame() throws IOException {
        Path out = folder.resolve("out");
        Launch.Result json = rate(THREE, "--format", "json", "--out", out.toString());
        assertEquals(0, json.code(), json.err());
        JsonNode listing = Json.parse(json.out().getBytes(StandardCharsets.UTF_8), "bn rate from-gradients");
        assertEquals(listing, Json.parse(Files.readAllBytes(out.resolve("gradient-rates.json")), "file"));
        JsonNode unit = listing.at("/layers/0/units/0");
        assertEquals(2, unit.at("/lambda/mean").asDouble());
        assertEquals(Math.sqrt(1 / 3.0), unit.at("/lambda/standardError").asDouble(), 1e-15);
        assertTrue(unit.at("/alpha/mean").isNull(), unit::toString);
        List<String> lines = Files.readAllLines(out.resolve("gradient-rates.csv"));
        assertEquals("layer,unit,readings,gamma,dead,lambda,lambdaStandardError,alpha,alphaStandardError,netRate,"
                + "netRateStandardError", lines.get(0));
        assertTrue(lines.get(1).startsWith("1,0,3,1.0,false,2.0,0.577"), lines.get(1));
        assertEquals(3, lines.size());
        String text = rate(THREE).out();
        // P(|t| > 2) with 2 degrees of freedom is 0.1835, for each of two units.
        assertTrue(
                text.contains("1 of 2 units have a lambda of more than 2 standard errors, where about 0.4 would by chance alone: "
                        + "1 beyond chance."),
                text);
    }

    @Test
    void oneStepHasNoStandardErrorsAndSaysSo() throws IOException {
        Launch.Result result = rate("gamma,gamma_grad\n1,-1\n");
        assertEquals(0, result.code(), result.err());
        assertTrue(result.out().contains("One step, so no standard errors"), result.out());
    }

    @Test
    void whatIsWrongIsOneLine() throws IOException {
        refused(1, rate("gamma,gamma_grad\n1,?\n"), "line 2 has '?' as gamma_grad, not a finite number");
        refused(2, rate(THREE, "--eps", "1e-5"), "is a table of readings, which has all that is needed");
        refused(2, rate(THREE, "--accept-violations"), "leave out");
        refused(2, rate(THREE, "--gamma", "g.npy"), "leave out");
    }

    private static void refused(int code, Launch.Result result, String part) {
        assertEquals(code, result.code(), result.err());
        assertTrue(result.err().contains(part), result.err());
        assertEquals(1, result.err().lines().count(), result.err());
        assertEquals("", result.out());
    }
}
