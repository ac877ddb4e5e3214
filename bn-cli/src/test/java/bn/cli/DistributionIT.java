package bn.cli;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.experiments.reproduce.Reproduction;
import bn.experiments.result.Json;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Launches the assembled distribution on the module path: javac accepts descriptors that the JVM refuses. */
class DistributionIT {
    @TempDir
    private Path scratch;

    @Test
    void theCpuBackendIsFoundAsAModule() throws Exception {
        Launch.Result result = Launch.bn(Launch.distribution(), scratch, "backends", "--format", "json");
        assertEquals(0, result.code(), result.err());
        assertEquals("", result.err());
        JsonNode listing = Json.parse(result.out().getBytes(StandardCharsets.UTF_8), "bn backends");
        JsonNode cpu = listing.at("/backends/0");
        assertAll(
                () -> assertEquals("cpu", listing.path("auto").asText()),
                () -> assertEquals("cpu", cpu.path("name").asText()),
                () -> assertTrue(cpu.path("available").asBoolean()),
                () -> assertEquals("bn.cpu", cpu.path("module").asText()),
                () -> assertEquals(2, cpu.at("/devices/0/dtypes").size()));
    }

    @Test
    void theCpuBackendComputesOnTheModulePath() throws Exception {
        Launch.Result result = Launch.bn(Launch.distribution(), scratch, "verify", "--format", "json");
        assertEquals(0, result.code(), result.err());
        JsonNode cases = Json.parse(result.out().getBytes(StandardCharsets.UTF_8), "bn verify").path("cases");
        assertTrue(cases.size() > 0);
        cases.forEach(one -> assertTrue(one.path("maxRelativeError").asDouble() <= one.path("bar").asDouble(), one::toString));
    }

    /** On an OpenCL device where there is one. */
    @Test
    void theOpenClBackendComputesOnTheModulePath() throws Exception {
        Launch.Result result = Launch.bn(Launch.distribution(), scratch, "verify", "--backend",
                openClDevices() ? "opencl" : "opencl:java", "--format", "json");
        assertEquals(0, result.code(), result.err());
        JsonNode cases = Json.parse(result.out().getBytes(StandardCharsets.UTF_8), "bn verify").path("cases");
        assertTrue(cases.size() > 0);
        cases.forEach(one -> assertTrue(one.path("maxRelativeError").asDouble() <= one.path("bar").asDouble(), one::toString));
    }

    private boolean openClDevices() throws Exception {
        Launch.Result result = Launch.bn(Launch.distribution(), scratch, "backends", "--format", "json");
        JsonNode opencl = Json.parse(result.out().getBytes(StandardCharsets.UTF_8), "bn backends").at("/backends/1");
        assertEquals("opencl", opencl.path("name").asText());
        return opencl.path("available").asBoolean();
    }

    @Test
    void theSpectrumAndTheComparisonAreShownAndWritten() throws Exception {
        Path out = scratch.resolve("rates");
        List<String> request = List.of("rate", "linear", "--train-size", "400", "--pool", "4", "--gamma", "0.1", "--spectrum",
                "--compare", "--out", out.toString(), "--format", "json");
        Launch.Result result = Launch.bn(Launch.distribution(), scratch, request.toArray(String[]::new));
        assertEquals(0, result.code(), result.err());
        JsonNode rates = Json.parse(result.out().getBytes(StandardCharsets.UTF_8), "bn rate linear");
        int rank = rates.path("rank").asInt();
        assertEquals(10 * rank + 1, Files.readAllLines(out.resolve("spectrum.csv")).size());
        assertEquals(11, Files.readAllLines(out.resolve("compare.csv")).size());
        for (int k = 0; k < 10; k++) {
            assertEquals(rank, rates.at("/spectrum/" + k).size());
            // Without noise, every direction is shrunk by 1 / (1 + lambda).
            assertEquals(1 / (1 + rates.at("/lambda/" + k).asDouble()),
                    rates.at("/spectrum/" + k + "/0/shrinkage").asDouble(), 1e-12);
            // Both estimate the same error. Rows that are mixed up would put it above the variance of the target, at most 1/4.
            double ratio = rates.at("/choices/" + k + "/leaveOneOut/value").asDouble()
                    / rates.at("/choices/" + k + "/generalizedCrossValidation/value").asDouble();
            assertTrue(ratio > 0.5 && ratio < 2, "ratio " + ratio);
            assertTrue(rates.at("/choices/" + k + "/jamesStein/lambda").asDouble() > 0);
        }
        Launch.Result table = Launch.bn(Launch.distribution(), scratch, "rate", "linear", "--train-size", "400", "--pool", "4",
                "--spectrum", "--compare");
        assertEquals(0, table.code(), table.err());
        assertTrue(table.out().contains("shrinkage") && table.out().contains("gamma JS"), table.out());
        assertTrue(table.out().contains((rank - 10) + " more directions of each"), table.out());
    }

    @Test
    void theCertificateIsNeverHidden() throws Exception {
        Launch.Result holds = Launch.bn(Launch.distribution(), scratch, "rate", "softmax", "--train-size", "500", "--pool", "4",
                "--gamma", "0.5");
        assertEquals(0, holds.code(), holds.err());
        assertTrue(holds.out().contains("certificate: holds"), holds.out());
        // Four features for ten classes, and weights larger than the data would choose.
        Launch.Result fails = Launch.bn(Launch.distribution(), scratch, "rate", "softmax", "--train-size", "500", "--pool", "14",
                "--gamma", "5");
        assertEquals(0, fails.code(), fails.err());
        assertTrue(fails.out().contains("certificate: does not hold: lambda is negative for "), fails.out());
        assertTrue(fails.out().contains("not convex"), fails.out());
    }

    /** The class data of the folder where it was built do not fit the jars of a copy elsewhere. */
    @Test
    void aCopyOfTheDistributionWorks() throws Exception {
        Path copy = Launch.variant(scratch.resolve("copy"), jar -> true);
        Path archives = Launch.distribution().resolve("cds");
        try (Stream<Path> files = Files.list(archives)) {
            Files.createDirectories(copy.resolve("cds"));
            for (Path file : files.toList()) {
                Files.copy(file, copy.resolve("cds").resolve(file.getFileName()));
            }
        }
        assertTrue(Files.exists(copy.resolve("cds").resolve(System.getProperty("java.runtime.version") + ".jsa")));
        Launch.Result result = Launch.bn(copy, scratch, "backends", "--format", "json");
        assertEquals(0, result.code(), result.err());
        assertEquals("", result.err());
    }

    @Test
    void withoutTheCpuJarTheOpenClBackendIsChosen() throws Exception {
        Assumptions.assumeTrue(openClDevices(), "no OpenCL device");
        Path variant = Launch.variant(scratch.resolve("variant"), jar -> !jar.startsWith("bn-cpu"));
        Path run = scratch.resolve("run");
        Launch.Result result = Launch.bn(variant, scratch, "train", "--arch", "784-8-10", "--train-size", "512", "--test-size",
                "64",
                "--epochs", "1", "--out", run.toString());
        assertEquals(0, result.code(), result.err());
        JsonNode manifest = Json.parse(Files.readAllBytes(run.resolve("manifest.json")), "manifest");
        assertEquals("bn.opencl", manifest.at("/provenance/backendModule").asText(), manifest.toString());
    }

    @Test
    void withoutABackendThatCanBeUsedTheErrorSaysWhatWasFoundAndWhatToAdd() throws Exception {
        Path variant = Launch.variant(scratch.resolve("variant"), jar -> !jar.startsWith("bn-cpu"));
        Launch.Result verify = Launch.bn(variant, scratch, Map.of("OCL_ICD_VENDORS", scratch.toString()), "verify");
        assertEquals(1, verify.code());
        assertTrue(verify.err().contains("backend 'opencl' is not available: libOpenCL was"), verify.err());
        assertTrue(verify.err().contains("pocl-opencl-icd") && verify.err().contains("bn-cpu"), verify.err());
        assertEquals(1, verify.err().lines().count(), verify.err());
    }

    @Test
    void withoutAnyBackendTheErrorSaysWhatToAdd() throws Exception {
        Path variant = withoutBackends();
        Launch.Result listing = Launch.bn(variant, scratch, "backends");
        assertEquals(0, listing.code(), listing.err());
        assertTrue(listing.out().contains("No backend was found"), listing.out());

        Launch.Result verify = Launch.bn(variant, scratch, "verify");
        assertEquals(1, verify.code());
        assertTrue(verify.err().contains("bn-cpu") && verify.err().contains("--plugins"), verify.err());
        assertEquals(1, verify.err().lines().count(), verify.err());
    }

    private Path withoutBackends() throws Exception {
        return Launch.variant(scratch.resolve("variant"), jar -> !jar.startsWith("bn-cpu") && !jar.startsWith("bn-opencl"));
    }

    @Test
    void aBackendInAPluginFolderIsFound() throws Exception {
        Path variant = withoutBackends();
        Path plugins = scratch.resolve("plugins");
        Files.createDirectories(plugins);
        compilePlugin(plugins.resolve("toy"), "bn.api.backend.BackendProvider", """
                package toy;
                public class Toy implements bn.api.backend.BackendProvider {
                    public String name() { return "toy"; }
                    public String description() { return "a toy"; }
                    public int priority() { return 1; }
                    public bn.api.backend.Availability probe() {
                        return new bn.api.backend.Availability.Unavailable("a toy", "play with it");
                    }
                    public bn.api.backend.Backend open(bn.api.backend.BackendOptions options) {
                        throw new bn.api.BnException("a toy");
                    }
                }
                """);
        Launch.Result result = Launch.bn(variant, scratch, "backends", "--plugins", plugins.resolve("toy").toString());
        assertEquals(0, result.code(), result.err());
        assertTrue(result.out().contains("toy.plugin"), result.out());
        assertTrue(result.out().contains("not available: a toy; play with it"), result.out());
        assertFalse(result.out().contains("No backend was found"), result.out());

        Launch.Result bench = Launch.bn(variant, scratch, "bench", "--backend", "toy", "--plugins",
                plugins.resolve("toy").toString());
        assertEquals(1, bench.code());
        assertEquals("bn: backend 'toy' is not available: a toy; play with it", bench.err().strip());
    }

    @Test
    void theBenchmarkMeasuresOnTheModulePath() throws Exception {
        Path out = scratch.resolve("bench");
        Launch.Result result = Launch.bn(Launch.distribution(), scratch, "bench", "--backend", "cpu,cpu:cpu", "--kernels",
                "loss,batch-norm", "--shapes", "16x8", "--seconds", "0.01", "--format", "json", "--out", out.toString());
        assertEquals(0, result.code(), result.err());
        assertEquals("", result.err());
        JsonNode bench = Json.parse(result.out().getBytes(StandardCharsets.UTF_8), "bn bench");
        assertTrue(bench.path("complete").asBoolean());
        assertEquals("bn.cpu", bench.at("/backends/1/provenance/backendModule").asText());
        JsonNode measurements = bench.path("measurements");
        // The loss, batch norm without and with ReLU; each on both, and the limit of memory.
        assertEquals(9, measurements.size());
        for (JsonNode one : measurements) {
            assertTrue(one.at("/timing/median").asDouble() > 0 && one.path("rate").asDouble() > 0, one::toString);
            // The same backend twice repeats itself bit for bit.
            assertEquals(0, one.path("difference").asDouble(-1), one::toString);
        }
        assertEquals(result.out(), Files.readString(out.resolve("bench.json")));
        assertEquals(10, Files.readAllLines(out.resolve("bench.csv")).size());
    }

    /** A normalization without gamma: outputs are twice the inputs. */
    @Test
    void aNormalizationInAPluginFolderTrains() throws Exception {
        Path plugins = Files.createDirectories(scratch.resolve("plugins"));
        compilePlugin(plugins.resolve("toy"), "bn.api.norm.NormalizationProvider", """
                package toy;
                import bn.api.Tensor;
                import bn.api.norm.*;
                import java.util.*;
                public class Toy implements NormalizationProvider {
                    public String name() { return "twice"; }
                    public String description() { return "a toy"; }
                    public Normalization create(bn.api.backend.Backend backend, NormalizationSpec spec) {
                        return new Normalization() {
                            public void forward(Tensor x, Tensor y) { twice(x, y); }
                            public void infer(Tensor x, Tensor y) { twice(x, y); }
                            public void backward(Tensor x, Tensor dy, Tensor dx) { twice(dy, dx); }
                            public List<Parameter> parameters() { return List.of(); }
                            public Optional<Parameter> gamma() { return Optional.empty(); }
                            public Optional<BatchStatistics> statistics() { return Optional.empty(); }
                            public Map<String, double[]> state() { return Map.of(); }
                            public void restore(Map<String, double[]> state) { }
                            public void close() { }
                        };
                    }
                    static void twice(Tensor from, Tensor to) {
                        double[] values = from.toDoubles();
                        for (int i = 0; i < values.length; i++) { values[i] *= 2; }
                        to.upload(values, 0);
                    }
                }
                """);
        Path run = scratch.resolve("run");
        Launch.Result result = Launch.bn(Launch.distribution(), scratch, "train", "--plugins", plugins.resolve("toy").toString(),
                "--norm", "twice", "--arch", "784-8-10", "--train-size", "512", "--test-size", "64", "--epochs", "1",
                "--lr", "0.01", "--out", run.toString());
        assertEquals(0, result.code(), result.err());
        assertEquals(List.of("1,1,,,,,,,,,not applicable: no gamma"), Files.readAllLines(run.resolve("rates.csv")).subList(1, 2));
    }

    /** Trained, read, folded and gone on with. */
    @Test
    void aTrainedNetworkIsReadFoldedAndGoneOnWith() throws Exception {
        Path run = scratch.resolve("run");
        Path folded = scratch.resolve("folded.safetensors");
        List<String> data = List.of("--train-size", "512", "--test-size", "64");
        Launch.Result trained = bn(data, "train", "--arch", "784-8-6-10", "--epochs", "1", "--out", run.toString());
        assertEquals(0, trained.code(), trained.err());

        String checkpoint = run.resolve("checkpoint.safetensors").toString();
        Launch.Result rates = bn(data, "rate", "network", "--checkpoint", checkpoint, "--format", "json", "--out",
                scratch.resolve("rates").toString());
        assertEquals(0, rates.code(), rates.err());
        JsonNode listing = Json.parse(rates.out().getBytes(StandardCharsets.UTF_8), "bn rate network");
        assertEquals(0.1, listing.path("learningRate").asDouble());
        for (JsonNode layer : listing.path("layers")) {
            // The contract's S(n) for 512 examples in float32: (640 + 32) 2^-24, of both gradients.
            assertTrue(layer.path("balanceError").asDouble(1) < 2 * 672 * Math.scalb(1.0, -24), layer::toString);
        }
        // The batches of the run are those of T9; its parts make up the sum.
        JsonNode effect = listing.path("batchEffect");
        assertEquals(128, effect.path("batch").asInt());
        assertEquals(2, effect.path("layer").asInt());
        assertEquals(effect.path("sum").asDouble(), effect.path("gradient").asDouble() + effect.path("curvature").asDouble()
                + effect.path("kinks").asDouble() + effect.path("pairs").asDouble(), 1e-12);
        String page = Files.readString(scratch.resolve("rates/report.html"));
        assertTrue(page.contains("Finite batches") && page.contains("bn rate network --checkpoint"), "the report");
        // 8 and 6 units, and the header.
        assertEquals(15, Files.readAllLines(scratch.resolve("rates/network-rates.csv")).size());

        Launch.Result fold = bn(data, "fold", "--checkpoint", checkpoint, "--out", folded.toString(), "--format", "json");
        assertEquals(0, fold.code(), fold.err());
        JsonNode comparison = Json.parse(fold.out().getBytes(StandardCharsets.UTF_8), "bn fold").path("comparison");
        assertTrue(comparison.path("largestDifference").asDouble(1) < 1e-5 * comparison.path("largestOutput").asDouble(),
                comparison::toString);

        Launch.Result on = bn(data, "train", "--init", folded.toString(), "--norm", "none", "--rates", "from-init", "--epochs",
                "1", "--out", scratch.resolve("on").toString());
        assertEquals(0, on.code(), on.err());
        assertTrue(on.err().contains("Penalty of layer 2"), on.err());

        Launch.Result wrong = bn(data, "rate", "network", "--checkpoint", folded.toString());
        assertEquals(2, wrong.code());
        assertEquals("bn: the network's normalization has no gamma, so it has no rates; use a network with batch norm",
                wrong.err().strip());
    }

    /** Images of 20 x 14 pixels in three classes, which are labelled from 1 on; an odd size, too. */
    @Test
    void idxFilesOfOtherSizesAndClassesGoThroughEveryCommand() throws Exception {
        for (int[] size : new int[][] {{20, 14}, {13, 9}}) {
            Path files = Files.createDirectory(scratch.resolve("idx-" + size[0]));
            writeIdx(files, "train", 900, size[0], size[1]);
            writeIdx(files, "t10k", 120, size[0], size[1]);
            List<String> data = List.of("--dataset", "idx", "--data-dir", files.toString());
            int features = size[0] * size[1];

            Launch.Result linear = bn(data, "rate", "linear", "--gamma", "0.1", "--format", "json");
            assertEquals(0, linear.code(), linear.err());
            JsonNode rates = Json.parse(linear.out().getBytes(StandardCharsets.UTF_8), "bn rate linear");
            assertEquals(features, rates.path("features").asInt(), linear.out());
            assertEquals(3, rates.path("lambda").size(), linear.out());

            Launch.Result softmax = bn(data, "rate", "softmax", "--gamma", "0.5");
            assertEquals(0, softmax.code(), softmax.err());
            assertTrue(softmax.out().contains("certificate: holds"), softmax.out());

            Path run = scratch.resolve("run-" + size[0]);
            Launch.Result trained = bn(data, "train", "--epochs", "1", "--out", run.toString());
            assertEquals(0, trained.code(), trained.err());
            JsonNode manifest = Json.parse(Files.readAllBytes(run.resolve("manifest.json")), "manifest");
            assertEquals(features + "-512-256-3", manifest.at("/settings/arch").asText());

            if (size[0] > 13) {
                // A study takes half a minute.
                continue;
            }
            Path report = scratch.resolve("report");
            Launch.Result reproduced = bn(data, "reproduce", "--quick", "--seeds", "2", "--out", report.toString(), "--format",
                    "json");
            assertEquals(0, reproduced.code(), reproduced.err());
            int claims = Json.parse(reproduced.out().getBytes(StandardCharsets.UTF_8), "bn reproduce").path("claims").size();
            assertTrue(claims >= Reproduction.study().experiments().size(), reproduced.out());
            assertTrue(Files.size(report.resolve("report.html")) > 0);
        }
    }

    /** Classes 1 to 3 in turn: noise, and a stripe of rows that is brighter in each. */
    private static void writeIdx(Path folder, String part, int count, int height, int width) throws Exception {
        Random random = new Random(count);
        byte[] pixels = new byte[count * height * width];
        byte[] labels = new byte[count];
        random.nextBytes(pixels);
        for (int i = 0; i < pixels.length; i++) {
            int image = i / (height * width);
            labels[image] = (byte) (1 + image % 3);
            boolean bright = i / width % height % 3 == image % 3;
            pixels[i] = (byte) (pixels[i] & (bright ? 255 : 191));
        }
        Files.write(folder.resolve(part + "-images-idx3-ubyte"), ByteBuffer.allocate(16 + pixels.length)
                .putInt(0x803).putInt(count).putInt(height).putInt(width).put(pixels).array());
        Files.write(folder.resolve(part + "-labels-idx1-ubyte"), ByteBuffer.allocate(8 + count)
                .putInt(0x801).putInt(count).put(labels).array());
    }

    @Test
    void dataSetsAreListedWithTheirSourcesAndFetchingSaysWhatIsMissing() throws Exception {
        Map<String, String> empty = Map.of("BN_DATA", scratch.resolve("data").toString());
        Launch.Result listed = Launch.bn(Launch.distribution(), scratch, empty, "data", "list", "--format", "json");
        assertEquals(0, listed.code(), listed.err());
        JsonNode sources = Json.parse(listed.out().getBytes(StandardCharsets.UTF_8), "bn data list").path("sources");
        assertEquals(4, sources.size());
        String table = Launch.bn(Launch.distribution(), scratch, empty, "data", "list").out();
        for (JsonNode source : sources) {
            String name = source.path("name").asText();
            for (String field : List.of("title", "citation", "licence")) {
                assertTrue(table.contains(source.path(field).asText()), table);
            }
            assertTrue(table.contains(source.at("/files/0/checksum/hex").asText()), table);
            assertTrue(table.contains("not here: bn data fetch " + name), table);
            Launch.Result fetched = Launch.bn(Launch.distribution(), scratch, empty, "data", "fetch", name, "--offline");
            assertEquals(1, fetched.code());
            String file = source.at("/files/0/name").asText();
            assertTrue(fetched.err().contains(file + " of " + name + " is not in "), fetched.err());
            assertEquals(1, fetched.err().lines().count(), fetched.err());
        }
    }

    /** An archive, which the library for it has to open on the module path, that is not CIFAR-10. */
    @Test
    void anArchiveIsReadOnTheModulePath() throws Exception {
        // Two blocks of zeros are the end of a tar archive.
        try (GZIPOutputStream out = new GZIPOutputStream(Files.newOutputStream(scratch.resolve("cifar-10-binary.tar.gz")))) {
            out.write(new byte[1024]);
        }
        Launch.Result result = Launch.bn(Launch.distribution(), scratch, "rate", "linear", "--dataset", "cifar10", "--data-dir",
                scratch.toString());
        assertEquals(1, result.code());
        assertTrue(result.err().contains("cifar-10-binary.tar.gz lacks data_batch_1.bin, data_batch_2.bin"), result.err());
        assertEquals(1, result.err().lines().count(), result.err());
    }

    private Launch.Result bn(List<String> options, String... arguments) throws Exception {
        return Launch.bn(Launch.distribution(), scratch,
                Stream.concat(Stream.of(arguments), options.stream()).toArray(String[]::new));
    }

    /** A module of one provider, the class toy.Toy, as a folder of classes. */
    private void compilePlugin(Path target, String service, String code) throws Exception {
        Path source = Files.createDirectories(scratch.resolve("source/toy"));
        Path descriptor = Files.writeString(source.resolveSibling("module-info.java"),
                "module toy.plugin { requires bn.api; provides " + service + " with toy.Toy; }");
        Path provider = Files.writeString(source.resolve("Toy.java"), code);
        int status = ToolProvider.getSystemJavaCompiler().run(null, null, null, "--release", "17",
                "-p", Launch.distribution().resolve("lib").toString(), "-d", target.toString(),
                descriptor.toString(), provider.toString());
        assertEquals(0, status);
    }
}
