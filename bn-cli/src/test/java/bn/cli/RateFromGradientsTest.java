package bn.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.experiments.data.npy.NpyWriter;
import bn.experiments.result.Json;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three units on two inputs, by hand: S = (2 1; 1 3), v.Sv = 7 and 3, gamma^2 = 7.5625 and 4; the third has gamma 0. */
class RateFromGradientsTest {
    private static final double[] GAMMA = {2.75, -2, 0};
    private static final double[] GRADIENT = {-5.5, -1, 3};
    private static final double[] V = {1, 1, -1, 1, 0, 0};
    private static final double[] S = {2, 1, 1, 3};

    @TempDir
    private Path folder;
    private List<String> lambdaOnly;
    private List<String> all;

    @BeforeEach
    void writeFiles() throws IOException {
        lambdaOnly = List.of("--gamma", npy("g", GAMMA, 3), "--gamma-grad", npy("dg", GRADIENT, 3));
        all = plus(lambdaOnly, "--v", npy("v", V, 3, 2), "--cov", npy("cov", S, 2, 2));
    }

    private String npy(String name, double[] values, int... shape) throws IOException {
        return InProcess.npy(folder.resolve(name + ".npy"), values, shape);
    }

    private static List<String> plus(List<String> options, String... more) {
        return Stream.concat(options.stream(), Stream.of(more)).toList();
    }

    private static Launch.Result rate(List<String> options) {
        List<String> command = new ArrayList<>(List.of("rate", "from-gradients"));
        command.addAll(options);
        return InProcess.bn(command.toArray(String[]::new));
    }

    private static JsonNode listing(List<String> options) {
        Launch.Result result = rate(plus(options, "--format", "json"));
        assertEquals(0, result.code(), result.err());
        assertEquals("", result.err());
        return Json.parse(result.out().getBytes(StandardCharsets.UTF_8), "bn rate from-gradients");
    }

    @Test
    void theRatesAreThoseComputedByHand() {
        JsonNode listing = listing(all);
        assertEquals(0, listing.path("violations").asInt(-1));
        JsonNode first = listing.at("/units/0");
        assertEquals(2, first.path("lambda").asDouble());
        assertEquals(7, first.path("alpha").asDouble(), 1e-14);         // 2 * 7 / 2
        assertEquals(Math.sqrt(2), first.path("norm").asDouble(), 1e-15);
        assertEquals(7, first.path("spread").asDouble());
        assertEquals(7 / 7.5625, first.path("constraintRatio").asDouble(), 1e-15);
        assertTrue(first.path("constraintHolds").asBoolean());
        JsonNode second = listing.at("/units/1");
        assertEquals(-0.5, second.path("lambda").asDouble());
        assertEquals(-0.75, second.path("alpha").asDouble(), 1e-15);    // -0.5 * 3 / 2
        JsonNode third = listing.at("/units/2");
        assertTrue(third.path("lambda").isNull() && third.path("alpha").isNull(), third::toString);
        assertTrue(third.path("constraintHolds").asBoolean(), third::toString);
    }

    @Test
    void lambdaNeedsNoWeights() {
        JsonNode unit = listing(lambdaOnly).at("/units/1");
        assertEquals(-0.5, unit.path("lambda").asDouble());
        assertTrue(unit.path("alpha").isNull() && unit.path("constraintHolds").isNull(), unit::toString);
        String text = rate(lambdaOnly).out();
        assertTrue(text.contains("3 units: lambda mean 7.500e-01, least -5.000e-01, largest 2.000e+00; 1 without a rate"), text);
        assertFalse(text.contains("alpha"), text);
    }

    @Test
    void anArchiveAndOutputFilesHoldTheSame() throws IOException {
        Path archive = folder.resolve("layer.npz");
        try (OutputStream out = Files.newOutputStream(archive); NpyWriter.Archive npz = new NpyWriter.Archive(out)) {
            npz.add("gamma", GAMMA, 3);
            npz.add("gamma_grad", GRADIENT, 3);
            npz.add("v", V, 3, 2);
            npz.add("cov", S, 2, 2);
        }
        Path out = folder.resolve("out");
        assertEquals(listing(all), listing(List.of("--file", archive.toString(), "--out", out.toString())));
        assertEquals(listing(all), Json.parse(Files.readAllBytes(out.resolve("gradient-rates.json")), "file"));
        List<String> lines = Files.readAllLines(out.resolve("gradient-rates.csv"));
        assertEquals("unit,gamma,lambda,alpha,norm,spread,constraintRatio,constraintHolds", lines.get(0));
        assertEquals("3,0.0,,,0.0,0.0,,true", lines.get(3));
        assertEquals(4, lines.size());
    }

    @Test
    void aSingleUnitMayHaveAVector() throws IOException {
        List<String> one = List.of("--gamma", npy("g1", new double[] {2.75}, 1),
                "--gamma-grad", npy("dg1", new double[] {-5.5}, 1), "--v", npy("v1", new double[] {1, 1}, 2), "--cov",
                npy("cov", S, 2, 2));
        assertEquals(listing(all).at("/units/0"), listing(one).at("/units/0"));
    }

    /** The table and the files are complete, the exit code is not 0, and a line on standard error says why. */
    @Test
    void whatDoesNotBelongTogetherFails() throws IOException {
        assertEquals(0, rate(all).code());
        // Without eps, the spread must be gamma^2 itself.
        violated(plus(all, "--eps", "0"), "for 2 of 3 units, most of all unit 2 with 0.7500000");
        assertEquals(0, rate(plus(all, "--eps", "1e-5")).code());
        double[] twice = Arrays.stream(V).map(x -> 2 * x).toArray();
        List<String> longer = plus(lambdaOnly, "--v", npy("w", twice, 3, 2), "--cov", npy("cov", S, 2, 2));
        violated(longer, "v.Sv / gamma^2 is not as T1 says for 2 of 3 units, most of all unit 1 with 3.7024793");
        Path out = folder.resolve("violated");
        Launch.Result json = rate(plus(longer, "--format", "json", "--out", out.toString()));
        assertEquals(1, json.code());
        assertEquals(2, Json.parse(json.out().getBytes(StandardCharsets.UTF_8), "listing").path("violations").asInt());
        assertTrue(Files.readAllLines(out.resolve("gradient-rates.csv")).get(1).endsWith("false"));
        Launch.Result accepted = rate(plus(longer, "--accept-violations"));
        assertEquals(0, accepted.code());
        assertTrue(accepted.err().startsWith("bn: accepted: v.Sv / gamma^2 is not as T1 says"), accepted.err());
        assertEquals(1, accepted.err().lines().count(), accepted.err());
    }

    private static void violated(List<String> options, String part) {
        Launch.Result result = rate(options);
        assertEquals(1, result.code(), result.err());
        assertTrue(result.err().contains(part) && result.err().contains("--accept-violations"), result.err());
        assertEquals(1, result.err().lines().count(), result.err());
        assertTrue(result.out().contains("3 units: lambda mean"), result.out());
    }

    @Test
    void longLayersAreCutInTheTableOnly() throws IOException {
        double[] ones = new double[25];
        Arrays.fill(ones, 1);
        List<String> layer = List.of("--gamma", npy("g25", ones, 25), "--gamma-grad", npy("dg25", ones, 25));
        String text = rate(layer).out();
        assertTrue(text.contains("15 more units in gradient-rates.csv"), text);
        assertEquals(25, listing(layer).path("units").size());
    }

    @Test
    void failuresAreOneLineAndAnExitCode() throws IOException {
        String g = lambdaOnly.get(1);
        refused(2, List.of("--gamma", g), "--gamma-grad");
        refused(2, plus(lambdaOnly, "--file", "layer.npz"), "leave out");
        refused(2, plus(lambdaOnly, "--v", all.get(5)), "v but no cov");
        refused(2, plus(lambdaOnly, "--eps", "-1"), "--eps");
        refused(2, List.of("--gamma", g, "--gamma-grad", npy("two", new double[2], 2)),
                "two.npy of shape (2,) does not fit: the gradient is as long as gamma, " + g + " of shape (3,)");
        refused(2, List.of("--gamma", npy("m", new double[4], 2, 2), "--gamma-grad", g), "m.npy of shape (2, 2)");
        refused(2, plus(lambdaOnly, "--v", npy("v2", new double[4], 2, 2), "--cov", all.get(7)), "v2.npy of shape (2, 2)");
        refused(2, plus(lambdaOnly, "--v", all.get(5), "--cov", npy("c3", new double[9], 3, 3)), "2 x 2 for");
        refused(1, List.of("--gamma", npy("nan", new double[] {1, Double.NaN, 1}, 3), "--gamma-grad", g), "holds NaN in row 2");
        refused(1, plus(lambdaOnly, "--v", all.get(5), "--cov", npy("skew", new double[] {2, 1, -1, 3}, 2, 2)), "not symmetric");
        refused(1, plus(lambdaOnly, "--v", all.get(5), "--cov", npy("ind", new double[] {1, 2, 2, 1}, 2, 2)), "no covariance");
        refused(1, List.of("--gamma", folder.resolve("none.npy").toString(), "--gamma-grad", g), "does not exist");
        refused(1, List.of("--file", folder.resolve("none.npz").toString()), "does not exist");
    }

    private static void refused(int code, List<String> options, String part) {
        Launch.Result result = rate(options);
        assertEquals(code, result.code(), result.err());
        assertTrue(result.err().contains(part), result.err());
        assertEquals(1, result.err().lines().count(), result.err());
        assertEquals("", result.out());
    }
}
