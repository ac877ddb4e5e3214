package bn.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.cli.console.Console;
import bn.cli.console.Interruption;
import bn.cli.plugin.Plugins;
import bn.cli.view.WatchText;
import bn.experiments.monitor.RunFolder;
import bn.experiments.result.Json;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code bn watch}, {@code bn report} of a monitor folder, and {@code bn monitor}. */
class MonitorCommandsTest {
    private static final String HEADER = "step,layer,readings,lambda_mean,lambda_mean_se,lambda_rms,lambda_noise,net_rate,net_rate_se,"
            + "shift,gamma_rms,beta_rms,dead,alpha_mean,weight_norm,effective_learning_rate,angle\n";

    @TempDir
    private Path scratch;
    private Path run;

    @BeforeEach
    void write() throws IOException {
        run = Files.createDirectories(scratch.resolve("run"));
        manifest("null");
        file("layers.csv", HEADER + row(100, "0.5"));
        file("steps.csv", "step,seconds,loss,learning_rate\n100,1.5,0.75,0.1\n");
        file("channels.csv",
                "layer,channel,readings,lambda,lambda_se,gamma,gamma_grad,beta,beta_grad,variance,weight_norm2,alpha,"
                        + "alpha_se\n");
    }

    private void manifest(String finished) throws IOException {
        file("monitor.json",
                "{\"format\": \"bn-monitor\", \"version\": 1, \"writer\": \"w\", \"framework\": \"PyTorch 1\", \"model\": "
                        + "\"Net\\u001b[2J\", \"started\": \"\", \"finished\": " + finished
                        + ", \"every\": 10, \"window\": 10, \"layers\": ["
                        + "{\"name\": \"bn\\u001b[31m1\", \"channels\": 4, \"eps\": 1e-05, \"linear\": null, \"note\": null}], \"streams\": [],"
                        + " \"notes\": [\"line\\nbreak\"]}");
    }

    private static String row(long step, String rms) {
        return step + ",bn\u001b[31m1,10,0.25,0.1," + rms + ",0.1,3.0,0.5,1.0,1.0,1.0,2,,1.0,0.01,0.002\n";
    }

    private void file(String name, String text) throws IOException {
        Files.writeString(run.resolve(name), text);
    }

    @Test
    void aRunIsShownWithItsNumbersAndWhatTheyMean() {
        Launch.Result result = InProcess.bn("watch", "--once", run.toString());
        assertEquals(0, result.code(), result.err());
        assertEquals("""
                RUN: PyTorch 1, Net?[2J, step 100, loss 0.75, 1.5 s, finished: no
                layer     step  lambda rms  noise  lambda mean   +-  net rate   +-  gamma rms  dead  lr / |w|^2  angle
                --------  ----  ----------  -----  -----------  ---  --------  ---  ---------  ----  ----------  -----
                bn?[31m1   100         0.5    0.1         0.25  0.1         3  0.5          1     2        0.01  0.002
                """.replace("RUN", run.toString()), result.out().substring(0, result.out().indexOf("Lambda is")));
        assertTrue(
                result.out()
                        .contains("Lambda is largest in bn?[31m1: its root mean square over the live channels is 0.5, 5 times"),
                result.out());
        assertTrue(result.out().endsWith("Note: line?break\n"), result.out());
        assertFalse(result.out().contains("\u001b"), "no codes of a terminal");
    }

    @Test
    void theSnapshotIsPrintedOnceAsJson() {
        Launch.Result result = InProcess.bn("watch", "--format", "json", run.toString());
        assertEquals(0, result.code(), result.err());
        JsonNode json = Json.parse(result.out().getBytes(StandardCharsets.UTF_8), "watch");
        assertEquals(run.toString(), json.at("/runs/0/name").textValue());
        assertEquals("bn\u001b[31m1", json.at("/runs/0/layers/0/name").textValue());
        assertEquals(0.5, json.at("/runs/0/layers/0/lambdaRms/0").doubleValue());
        assertTrue(json.at("/runs/0/layers/0/alphaMean/0").isNull());
    }

    /** Each state is kept until it was printed, so that no time decides whether the test passes. */
    @Test
    @Timeout(120)
    void aRunThatGoesOnIsPrintedAgainUntilItIsFinished() throws Exception {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Console console = new Console(new PrintWriter(out, true), new PrintWriter(err, true), false, 80);
        CompletableFuture<Integer> watch = CompletableFuture.supplyAsync(
                () -> Main.run(Host.LAUNCHER, new String[] {"watch", run.toString()}, console, Interruption.never(),
                        new Plugins()));
        await(out, "step 100, loss 0.75, 1.5 s, finished: no\n");
        Files.writeString(run.resolve("layers.csv"), row(200, "0.75"), StandardOpenOption.APPEND);
        await(out, "step 200, loss 0.75, 1.5 s, finished: no\n");
        manifest("\"2026-11-27T22:00:00Z\"");
        assertEquals(0, watch.get(), err.toString());
        assertTrue(out.toString().contains("step 200, loss 0.75, 1.5 s, finished\n"), out.toString());
        assertFalse(out.toString().contains("\u001b"), "no codes of a terminal");
    }

    @Test
    @Timeout(120)
    void thePageHasTheNumbersOfTheFolder() throws Exception {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Console console = new Console(new PrintWriter(out, true), new PrintWriter(err, true), false, 80);
        Thread watch = new Thread(
                () -> Main.run(Host.LAUNCHER, new String[] {"watch", "--web", run.toString()}, console, Interruption.never(),
                        new Plugins()));
        watch.start();
        await(out, "in a browser");
        URI page = URI.create(out.toString().replaceAll("(?s)Open (\\S+) in a browser.*", "$1"));
        assertEquals("127.0.0.1", page.getHost());
        byte[] served;
        try (InputStream in = page.resolve("snapshot.json").toURL().openStream()) {
            served = in.readAllBytes();
        }
        String printed = InProcess.bn("watch", "--format", "json", run.toString()).out();
        assertEquals(Json.parse(printed.getBytes(StandardCharsets.UTF_8), "printed"), Json.parse(served, "served"));
        watch.interrupt();
        watch.join();
        assertEquals("", err.toString());
    }

    private static void await(StringWriter out, String text) throws InterruptedException {
        while (!out.toString().contains(text)) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    @Test
    void sentencesAreBrokenWithinTheScreen() {
        String text = WatchText.of(List.of(RunFolder.read(run)), 40);
        List<String> lines = text.lines().filter(line -> !line.startsWith("layer ") && !line.startsWith("---")
                && !line.startsWith("bn?[31m1   ")).toList();
        assertTrue(lines.stream().allMatch(line -> line.length() <= 40), text);
        String joined = String.join(" ", lines).replace(run.toString(), "RUN");
        assertTrue(
                joined.contains("Lambda is largest in bn?[31m1: its root mean square over the live channels is 0.5, 5 times the"),
                joined);
    }

    @Test
    void severalRunsAreShownOneAfterAnother() throws IOException {
        Path other = Files.createDirectories(scratch.resolve("other"));
        for (String name : new String[] {"monitor.json", "layers.csv"}) {
            Files.copy(run.resolve(name), other.resolve(name));
        }
        Launch.Result result = InProcess.bn("watch", "--once", run.toString(), other.toString());
        assertTrue(result.out().indexOf(run + ": ") < result.out().indexOf("\n" + other + ": "), result.out());
    }

    @Test
    void aTrainingRunOfOursIsShownToo() {
        String out = scratch.resolve("ours").toString();
        Launch.Result trained = InProcess.bn("train", "--dataset", "synthetic-digits", "--limit", "200", "--arch", "784-8-10",
                "--epochs",
                "2", "--batch-size", "50", "--out", out);
        assertEquals(0, trained.code(), trained.err());
        // It is finished, so watching ends by itself.
        Launch.Result result = InProcess.bn("watch", out);
        assertEquals(0, result.code(), result.err());
        assertTrue(result.out().startsWith(out + ": bn, 784-8-10, epoch 2, loss "), result.out());
        assertTrue(result.out().contains(" s, finished\n"), result.out());
        assertTrue(result.out().contains("Note: steps are epochs"), result.out());
        // What training printed of the last epoch, by other code from other numbers: those in memory.
        String printed = trained.out().lines().filter(line -> line.contains("sum gamma^2 lambda")).reduce((a, b) -> b)
                .orElseThrow();
        String net = printed.replaceAll(".*sum gamma\\^2 lambda ([^, ]+).*", "$1");
        JsonNode json = Json.parse(InProcess.bn("watch", "--format", "json", out).out().getBytes(StandardCharsets.UTF_8),
                "watch");
        double shown = json.at("/runs/0/layers/0/netRate/1").doubleValue();
        assertEquals(Double.parseDouble(net), shown, 0.0051 * Math.abs(shown), printed);
        assertEquals(8, json.at("/runs/0/layers/0/channels").intValue());
        assertEquals(2, json.at("/runs/0/step").intValue());
    }

    @Test
    void theReportOfAMonitorFolderIsAPage() throws IOException {
        Launch.Result result = InProcess.bn("report", run.toString());
        assertEquals(0, result.code(), result.err());
        assertTrue(result.out().endsWith("Report: " + run.resolve("report.html") + "\n"), result.out());
        String page = Files.readString(run.resolve("report.html"));
        assertTrue(page.contains("How batch norm regularizes Net?[2J"), "the title");
        assertTrue(page.contains("Root mean square of λ over the channels"), "a figure");
        assertTrue(page.contains("bn report " + run), "the command");
        JsonNode json = Json.parse(
                InProcess.bn("report", run.toString(), "--format", "json").out().getBytes(StandardCharsets.UTF_8), "report");
        assertEquals(100, json.at("/runs/0/step").intValue());
    }

    @Test
    void aFailureIsOneLine() throws IOException {
        refused(2, scratch.resolve("none") + " is not a folder; give the folder of a run", "watch",
                scratch.resolve("none").toString());
        refused(2, scratch + " holds no run", "watch", scratch.toString());
        refused(2, "Missing required parameter: 'DIR'", "watch");
        refused(2, "--port is for the page; add --web", "watch", "--port", "8000", run.toString());
        refused(2, "--web shows the runs until Ctrl-C; leave out --once", "watch", "--web", "--once", run.toString());
        refused(2, "--web shows the runs until Ctrl-C; leave out --format json", "watch", "--web", "--format", "json",
                run.toString());
        refused(2, "port 70000: ", "watch", "--web", "--port", "70000", run.toString());
        file("layers.csv", HEADER + "100,bn2\n");
        refused(1, run.resolve("layers.csv") + ", line 2 has 2 cells, not 17", "watch", run.toString());
        refused(1, run.resolve("layers.csv") + ", line 2 has 2 cells, not 17", "report", run.toString());
        assertFalse(Files.exists(run.resolve("report.html")), "nothing is written");
        refused(2, "there is no file of a monitor for 'keras', but one for pytorch; bn monitor lists the monitors", "monitor",
                "keras");
    }

    private static void refused(int code, String message, String... command) {
        Launch.Result result = InProcess.bn(command);
        assertEquals(code, result.code(), result.err());
        assertEquals(1, result.err().lines().count(), result.err());
        assertTrue(result.err().startsWith("bn: " + message), result.err());
    }

    @Test
    void theMonitorOfPyTorchIsPrintedAsItIs() throws IOException {
        Path file = Path.of("..", "integrations", "pytorch", "bn_monitor.py");
        assertEquals(Files.readString(file), InProcess.bn("monitor", "pytorch").out());
        assertTrue(InProcess.bn("monitor").out().contains("bn monitor pytorch > bn_monitor.py"));
    }
}
