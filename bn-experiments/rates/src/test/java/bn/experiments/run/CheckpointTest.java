package bn.experiments.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.api.BnException;
import bn.api.DType;
import bn.api.InvalidRequestException;
import bn.api.backend.Backend;
import bn.api.kernel.VarianceEstimator;
import bn.api.norm.Affine;
import bn.api.norm.NormalizationOptions;
import bn.api.norm.RunningAverage;
import bn.experiments.data.Dataset;
import bn.experiments.network.Network;
import bn.experiments.result.Safetensors;
import bn.experiments.testing.Cpu;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointTest {
    @TempDir
    private Path scratch;

    private Checkpoint trained(SmallRun run) {
        run.train(scratch.resolve("run"), 1, false);
        return Checkpoint.read(scratch.resolve("run/checkpoint.safetensors"));
    }

    /** The checkpoint as another tool would write it, after a change; arrays of another length are flat. */
    private Path changed(Checkpoint checkpoint, Consumer<Map<String, double[]>> arrays, Consumer<Map<String, String>> metadata)
            throws IOException {
        TreeMap<String, double[]> values = new TreeMap<>(checkpoint.arrays());
        arrays.accept(values);
        Map<String, String> strings = new HashMap<>(checkpoint.metadata());
        metadata.accept(strings);
        Map<String, List<Integer>> shapes = new HashMap<>();
        checkpoint.stored().forEach((name, array) -> {
            if (values.containsKey(name) && values.get(name).length == array.values().length) {
                shapes.put(name, array.shape());
            }
        });
        Path file = scratch.resolve("changed.safetensors");
        try (OutputStream out = Files.newOutputStream(file)) {
            Safetensors.write(out, checkpoint.dtype(), values, shapes, strings);
        }
        return file;
    }

    private void refused(String problem, Path file) {
        String message = assertThrows(BnException.class, () -> opened(file)).getMessage();
        assertTrue(message.contains(problem) && message.contains("changed.safetensors") && message.lines().count() == 1, message);
    }

    private static Map<String, double[]> opened(Path file) {
        Checkpoint checkpoint = Checkpoint.read(file);
        try (Backend backend = Cpu.open();
                Network network = checkpoint.open(backend, Cpu.normalization(checkpoint.normalization()), 16)) {
            return network.state();
        }
    }

    @Test
    void aCheckpointSaysAllConventionsOfItsNetwork() {
        for (Affine affine : List.of(Affine.learned(), Affine.fixedGamma(0.3), Affine.off())) {
            for (RunningAverage average : List.of(new RunningAverage.Exponential(0.25), new RunningAverage.Cumulative())) {
                NormalizationOptions conventions = new NormalizationOptions(0.01, average, VarianceEstimator.BIASED, affine);
                Map<String, String> metadata = CheckpointMetadata
                        .of(new SmallRun().conventions(conventions).plan(1, 0.1).network(), "batch");
                CheckpointMetadata read = CheckpointMetadata.read(metadata, Affine.learned());
                assertEquals(conventions, read.conventions());
                assertEquals(List.of(), read.unstated());
            }
        }
    }

    @Test
    void everyKindOfNetworkComesBack() throws IOException {
        for (Affine affine : List.of(Affine.learned(), Affine.fixedGamma(0.3), Affine.off())) {
            for (DType dtype : DType.values()) {
                Path folder = scratch.resolve(affine + "-" + dtype);
                new SmallRun().conventions(SmallRun.USUAL.withAffine(affine)).dtype(dtype).train(folder, 1, false);
                Path file = folder.resolve("checkpoint.safetensors");
                Map<String, double[]> arrays = Checkpoint.read(file).arrays();
                opened(file).forEach((name, values) -> assertArrayEquals(arrays.get(name), values, name));
                assertEquals(List.of(), Checkpoint.read(file).notes());
                // Two runs give the same bytes.
                new SmallRun().conventions(SmallRun.USUAL.withAffine(affine)).dtype(dtype).train(scratch.resolve("again"), 1,
                        false);
                assertArrayEquals(Files.readAllBytes(file), Files.readAllBytes(scratch.resolve("again/checkpoint.safetensors")));
                try (var files = Files.list(scratch.resolve("again"))) {
                    for (Path each : files.toList()) {
                        Files.delete(each);
                    }
                }
            }
        }
    }

    @Test
    void aFileOfBeforeThatDoesNotSayItsConventionsIsReadAndSaid() throws IOException {
        Checkpoint checkpoint = trained(new SmallRun());
        Path file = changed(checkpoint, arrays -> {},
                metadata -> metadata.keySet().retainAll(List.of("architecture", "dtype", "normalization", "eps")));
        assertArrayEquals(checkpoint.arrays().get("layer1.weights"), opened(file).get("layer1.weights"));
        assertEquals(List.of(file + " does not say runningAverage, runningVariance, gamma, beta; taken to be as in PyTorch"),
                Checkpoint.read(file).notes());
    }

    @Test
    void arraysThatAreNotThoseOfTheNetworkAreRefused() throws IOException {
        Checkpoint checkpoint = trained(new SmallRun());
        for (String name : checkpoint.arrays().keySet()) {
            refused("'" + name + "' is missing", changed(checkpoint, arrays -> arrays.remove(name), metadata -> {}));
            refused("'" + name + "' has the shape",
                    changed(checkpoint, arrays -> arrays.put(name, new double[7]), metadata -> {}));
        }
        refused("does not have: layer1.bias",
                changed(checkpoint, arrays -> arrays.put("layer1.bias", new double[4]), metadata -> {}));
        refused("does not have: velocity.9",
                changed(checkpoint, arrays -> arrays.put("velocity.9", new double[4]), metadata -> {}));
        refused("does not have: layer1.alpha, layer1.lambda, layer2.alpha, layer2.lambda",
                changed(checkpoint, arrays -> List.of("lambda",
                        "alpha").forEach(rate -> {
                            arrays.put("layer1." + rate, new double[4]);
                            arrays.put("layer2." + rate, new double[3]);
                        }), metadata -> {}));
        assertThrows(BnException.class,
                () -> Checkpoint.read(changed(checkpoint, arrays -> arrays.put("layer1.lambda", new double[4]),
                        metadata -> {})),
                "rates of one layer alone");
        refused("'layer1.weights' has the shape [4, 49], not [5, 49]",
                changed(checkpoint, arrays -> {}, metadata -> metadata.put("architecture", "49-5-3-10")));
        refused("has the shape", changed(checkpoint, arrays -> {},
                metadata -> metadata.put("architecture", "2147483647-2147483647-2147483647-2147483647")));
    }

    @Test
    void numbersThatNoNetworkHasAreRefused() throws IOException {
        Checkpoint checkpoint = trained(new SmallRun());
        for (String name : checkpoint.arrays().keySet()) {
            for (double wrong : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
                refused("number 1 of array '" + name + "' is " + wrong, changed(checkpoint, set(name, 0, wrong), metadata -> {}));
            }
        }
        refused("layer2.norm: number 3 of 'runningVariance' is -1.0",
                changed(checkpoint, set("layer2.norm.runningVariance", 2, -1), metadata -> {}));
        refused("number 1 of 'steps' is 1.5", changed(checkpoint, set("layer1.norm.steps", 0, 1.5), metadata -> {}));
        refused("number 1 of 'steps' is -1.0", changed(checkpoint, set("layer1.norm.steps", 0, -1), metadata -> {}));
        refused("which f32 does not have", changed(checkpoint, set("layer1.weights", 5, 0.1), metadata -> {}));
        for (String key : List.of("architecture", "dtype", "eps", "runningAverage", "runningVariance", "gamma", "beta")) {
            refused("the metadata of", changed(checkpoint, arrays -> {}, metadata -> metadata.put(key, "x")));
        }
    }

    @Test
    void aFixedGammaIsTheOneThatTheMetadataSay() throws IOException {
        Checkpoint checkpoint = trained(new SmallRun().conventions(SmallRun.USUAL.withAffine(Affine.fixedGamma(0.3))));
        refused("gamma is fixed at 2.0", changed(checkpoint, arrays -> {}, metadata -> metadata.put("gamma", "2.0")));
        refused("and gamma is fixed at 0.3", changed(checkpoint, set("layer2.norm.gamma", 1, 0.25), metadata -> {}));
    }

    private static Consumer<Map<String, double[]>> set(String name, int at, double value) {
        return arrays -> {
            double[] copy = arrays.get(name).clone();
            copy[at] = value;
            arrays.put(name, copy);
        };
    }

    /** Weights may not have an integer dtype; counts may. */
    @Test
    void wholeNumbersAreNoWeights() {
        Checkpoint checkpoint = trained(new SmallRun());
        for (String name : checkpoint.stored().keySet()) {
            Map<String, Safetensors.Stored> stored = new TreeMap<>(checkpoint.stored());
            stored.computeIfPresent(name, (key, array) -> new Safetensors.Stored("I32", array.shape(), array.values()));
            CheckpointArrays arrays = new CheckpointArrays("file", stored);
            if (name.endsWith(".steps")) {
                arrays.check(checkpoint.architecture());
                continue;
            }
            BnException e = assertThrows(BnException.class, () -> arrays.check(checkpoint.architecture()));
            assertTrue(e.getMessage().contains("array '" + name + "' has whole numbers, I32"), e.getMessage());
        }
    }

    /** Weights stored as float64 that are exact in float32 are converted, with a note. */
    @Test
    void numbersOfAnotherTypeAreConvertedExactlyAndSaid() throws IOException {
        Checkpoint checkpoint = trained(new SmallRun());
        Path file = changed(checkpoint, arrays -> {}, metadata -> metadata.put("dtype", "f64"));
        assertArrayEquals(checkpoint.arrays().get("layer1.weights"), opened(file).get("layer1.weights"));
        String note = Checkpoint.read(file).notes().get(0);
        assertTrue(note.contains("converted") && note.contains("layer1.weights") && note.contains("from F32 to f64"), note);
    }

    @Test
    void whatHasDivergedIsNotWritten() {
        Checkpoint checkpoint = trained(new SmallRun());
        try (Backend backend = Cpu.open(); Network network = checkpoint.open(backend, Cpu.normalization("batch"), 16)) {
            double[] bias = {1, Double.NEGATIVE_INFINITY, 0, 0, 0, 0, 0, 0, 0, 0};
            network.layers().get(2).linear().bias().orElseThrow().value().upload(bias, 0);
            BnException e = assertThrows(BnException.class,
                    () -> Checkpoint.write(OutputStream.nullOutputStream(), network, "batch",
                            Map.of(), Map.of()));
            assertTrue(e.getMessage().contains("number 2 of array 'layer3.bias' is -Infinity"), e.getMessage());
        }
    }

    /** A learning rate at which the numbers overflow float32. */
    @Test
    void aRunThatDivergesLeavesNothing() {
        SmallRun run = new SmallRun();
        BnException e = assertThrows(BnException.class, () -> run.train(scratch.resolve("run"), run.plan(1, 1e30), false));
        assertTrue(e.getMessage().contains("learning rate") && e.getMessage().lines().count() == 1, e.getMessage());
        assertTrue(Files.notExists(scratch.resolve("run/manifest.json")));
    }

    @Test
    void aGammaThatFloat32DoesNotHaveIsRefused() {
        for (double gamma : new double[] {1e-50, 1e39}) {
            SmallRun run = new SmallRun().conventions(SmallRun.USUAL.withAffine(Affine.fixedGamma(gamma)));
            assertThrows(InvalidRequestException.class, () -> run.train(scratch.resolve("run"), 1, false));
            run.dtype(DType.FLOAT64).train(scratch.resolve("gamma" + gamma), 1, false);
        }
    }

    /** Weights of 1e300 do not fit into a network of float32. */
    @Test
    void aStartThatAnotherDtypeDoesNotHaveIsRefused() throws IOException {
        Checkpoint checkpoint = trained(new SmallRun().dtype(DType.FLOAT64));
        Checkpoint large = Checkpoint.read(changed(checkpoint, set("layer3.weights", 2, 1e300), metadata -> {}));
        BnException e = assertThrows(BnException.class, () -> new SmallRun().from(new WarmStart(large, false))
                .train(scratch.resolve("on"), 1, false));
        assertTrue(e.getMessage().contains("number 3 of array 'layer3.weights'") && e.getMessage().contains("f32"),
                e.getMessage());
    }

    @Test
    void otherDataAfterACheckpointAreSaid() throws IOException {
        Checkpoint checkpoint = trained(new SmallRun());
        SmallRun same = new SmallRun().from(new WarmStart(checkpoint, false));
        same.train(scratch.resolve("same"), 1, false);
        assertEquals(List.of(), same.notes());
        SmallRun fewer = new SmallRun().data(SmallRun.DIGITS.limit(64)).from(new WarmStart(checkpoint, false));
        fewer.train(scratch.resolve("fewer"), 1, false);
        assertTrue(fewer.notes().toString().contains("the number of training examples was 96, now 64"), fewer.notes()::toString);
        Path silent = changed(checkpoint, arrays -> {}, metadata -> metadata.remove("data"));
        SmallRun unknown = new SmallRun().from(new WarmStart(Checkpoint.read(silent), false));
        unknown.train(scratch.resolve("unknown"), 1, false);
        assertTrue(unknown.notes().toString().contains("does not say what it was trained on"), unknown.notes()::toString);
    }

    @Test
    void classesInAnotherOrderAreNoDataToGoOnWith() {
        Checkpoint checkpoint = trained(new SmallRun());
        Dataset d = SmallRun.DIGITS;
        List<String> reversed = d.classNames().stream().sorted(Collections.reverseOrder()).toList();
        Dataset permuted = new Dataset(d.name(), d.description(), d.train(), d.test(), d.target(), reversed, d.files());
        InvalidRequestException e = assertThrows(InvalidRequestException.class, () -> new SmallRun().data(permuted)
                .from(new WarmStart(checkpoint, false)).train(scratch.resolve("on"), 1, false));
        assertTrue(e.getMessage().contains("[0, 1, 2") && e.getMessage().contains("[9, 8, 7"), e.getMessage());
    }

    @Test
    void aFixedGammaAfterACheckpointIsTheOneAskedFor() throws IOException {
        Checkpoint checkpoint = trained(new SmallRun());
        SmallRun run = new SmallRun().conventions(SmallRun.USUAL.withAffine(Affine.fixedGamma(2)))
                .from(new WarmStart(checkpoint, false));
        run.train(scratch.resolve("on"), 1, false);
        Files.readAllLines(scratch.resolve("on/rates.csv")).stream().skip(1)
                .forEach(line -> assertEquals("2.0", line.split(",", -1)[3], line));
        Checkpoint end = Checkpoint.read(scratch.resolve("on/checkpoint.safetensors"));
        assertArrayEquals(new double[] {2, 2, 2, 2}, end.arrays().get("layer1.norm.gamma"));
        assertEquals(Affine.fixedGamma(2), end.conventions().affine());
        assertEquals(List.of("gamma is fixed at 2.0, in the checkpoint learned"),
                new WarmStart(checkpoint, false).changes(run.plan(1, 0.1)));
        SmallRun plain = new SmallRun().conventions(SmallRun.USUAL.withAffine(Affine.off()))
                .from(new WarmStart(checkpoint, false));
        assertTrue(assertThrows(InvalidRequestException.class, () -> plain.train(scratch.resolve("off"), 1, false)).getMessage()
                .contains("take gamma and beta from the checkpoint"));
    }
}
