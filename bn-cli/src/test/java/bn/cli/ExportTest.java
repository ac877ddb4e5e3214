package bn.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import bn.api.Shape;
import bn.api.Tensor;
import bn.api.backend.Backend;
import bn.api.backend.BackendOptions;
import bn.api.backend.BackendProvider;
import bn.api.backend.Backends;
import bn.api.norm.NormalizationProvider;
import bn.experiments.architecture.Architecture;
import bn.experiments.model.Model;
import bn.experiments.model.ModelFormat;
import bn.experiments.model.ModelGraph;
import bn.experiments.model.ModelReader;
import bn.experiments.model.NetworkImport;
import bn.experiments.model.StateDictGraph;
import bn.experiments.network.Network;
import bn.experiments.result.Json;
import bn.experiments.run.Checkpoint;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Networks that were trained here in files of other tools. */
class ExportTest {
    private static final ClassLoader LOADER = ExportTest.class.getClassLoader();
    private static final String PYTHON = "/usr/bin/python3";
    private static final int EXAMPLES = 4;
    private static final int PIXELS = 28 * 28;
    /** Of the largest output: PyTorch computes in float64 here, and we in float32. */
    private static final double ROUNDING = 1e-5;
    /** A residual network for small images as it is usually written in PyTorch (option A and B of the shortcuts). */
    private static final String SCRIPT = """
            import json, struct, sys
            import numpy, torch
            from torch import nn
            import torch.nn.functional as F

            class Block(nn.Module):
                def __init__(self, inputs, planes, stride, option):
                    super().__init__()
                    self.conv1 = nn.Conv2d(inputs, planes, 3, stride, 1, bias=False)
                    self.bn1 = nn.BatchNorm2d(planes)
                    self.conv2 = nn.Conv2d(planes, planes, 3, 1, 1, bias=False)
                    self.bn2 = nn.BatchNorm2d(planes)
                    self.pad = 0
                    self.shortcut = nn.Sequential()
                    if stride > 1 and option == 'B':
                        self.shortcut = nn.Sequential(nn.Conv2d(inputs, planes, 1, stride, bias=False), nn.BatchNorm2d(planes))
                    elif stride > 1:
                        self.pad = planes // 4

                def forward(self, x):
                    y = self.bn2(self.conv2(F.relu(self.bn1(self.conv1(x)))))
                    if self.pad:
                        return F.relu(y + F.pad(x[:, :, ::2, ::2], (0, 0, 0, 0, self.pad, self.pad)))
                    return F.relu(y + self.shortcut(x))

            class ResNet(nn.Module):
                def __init__(self, blocks, option):
                    super().__init__()
                    self.conv1 = nn.Conv2d(1, 16, 3, 1, 1, bias=False)
                    self.bn1 = nn.BatchNorm2d(16)
                    def stage(inputs, planes, stride):
                        return nn.Sequential(Block(inputs, planes, stride, option),
                            *[Block(planes, planes, 1, option) for i in range(blocks - 1)])
                    self.layer1, self.layer2, self.layer3 = stage(16, 16, 1), stage(16, 32, 2), stage(32, 64, 2)
                    self.linear = nn.Linear(64, 10)

                def forward(self, x):
                    x = F.relu(self.bn1(self.conv1(x)))
                    return self.linear(self.layer3(self.layer2(self.layer1(x))).mean((2, 3)))

            def load(file):
                data = open(file, 'rb').read()
                length = struct.unpack('<Q', data[:8])[0]
                state, types = {}, {'F32': numpy.float32, 'F64': numpy.float64, 'I64': numpy.int64}
                for name, entry in json.loads(data[8:8 + length]).items():
                    if name != '__metadata__':
                        start, end = entry['data_offsets']
                        assert start % numpy.dtype(types[entry['dtype']]).itemsize == 0
                        array = numpy.frombuffer(data[8 + length + start:8 + length + end], types[entry['dtype']])
                        state[name] = torch.from_numpy(array.reshape(entry['shape']).copy())
                return state

            blocks, option = int(sys.argv[1]), sys.argv[2]
            network = ResNet(blocks, option)
            state = load('net.safetensors')
            network.load_state_dict(state, strict=True)
            assert state['bn1.num_batches_tracked'].dtype == torch.int64 and state['bn1.num_batches_tracked'] == 2
            network.double().eval()
            x = torch.from_numpy(numpy.fromfile('x', numpy.float64).reshape(-1, 1, 28, 28))
            with torch.no_grad():
                network(x).numpy().tofile('y')
            """;

    @TempDir
    private static Path folder;

    @BeforeAll
    static void train() {
        for (String architecture : new String[] {"resnet20", "resnet8-b"}) {
            done("train", "--dataset", "synthetic-digits", "--train-size", "64", "--test-size", "10", "--batch-size", "32",
                    "--epochs", "1",
                    "--arch", architecture, "--normalize", "channels", "--out", path(architecture));
        }
    }

    private static String path(String name) {
        return folder.resolve(name).toString();
    }

    private static Path checkpoint(String architecture) {
        return folder.resolve(architecture).resolve("checkpoint.safetensors");
    }

    private static Launch.Result done(String... words) {
        Launch.Result result = InProcess.bn(words);
        assertEquals(0, result.code(), result.err());
        return result;
    }

    private static Launch.Result export(Path file, String out, String... more) {
        String[] words = {"export", "--checkpoint", file.toString(), "--out", path(out)};
        String[] all = Arrays.copyOf(words, words.length + more.length);
        System.arraycopy(more, 0, all, words.length, more.length);
        return InProcess.bn(all);
    }

    private static double[] inputs() {
        return new Random(1).doubles(EXAMPLES * PIXELS, -1, 3).map(x -> (float) x).toArray();
    }

    private static double[] outputs(Checkpoint checkpoint) {
        try (Backend backend = Backends.open(BackendProvider.load(LOADER), "cpu", BackendOptions.DEFAULT);
                Network network = checkpoint.open(backend, NormalizationProvider.load(LOADER).get(checkpoint.normalization()),
                        EXAMPLES);
                Tensor x = backend.allocate(checkpoint.dtype(), Shape.of(EXAMPLES, PIXELS))) {
            x.upload(inputs(), 0);
            return network.infer(x).toDoubles();
        }
    }

    private static Model read(String name) {
        return new ModelReader(ModelFormat.load(LOADER)).read(folder.resolve(name));
    }

    private static double[] outputs(Model model, ModelGraph graph) {
        return outputs(NetworkImport.of(model.file().path(), graph, Optional.empty(), Optional.empty()).checkpoint());
    }

    @ParameterizedTest
    @ValueSource(strings = {"resnet20", "resnet8-b"})
    void stateDictsHaveTheOutputsOfTheCheckpoint(String architecture) {
        assertEquals(0, export(checkpoint(architecture), "dict.safetensors").code());
        Model model = read("dict.safetensors");
        ModelGraph graph = StateDictGraph.of(model.file().path(), Architecture.parse(architecture + ":1x28x28-10"),
                model.arrays());
        assertArrayEquals(outputs(Checkpoint.read(checkpoint(architecture))), outputs(model, graph));
        assertTrue(model.layers().stream().allMatch(layer -> layer.linear().isPresent()),
                "the order of the arrays is that of the modules");
        assertEquals(2, model.layers().get(0).batches().orElseThrow());
    }

    @ParameterizedTest
    @ValueSource(strings = {"resnet20", "resnet8-b"})
    void onnxHasTheOutputsOfTheCheckpoint(String architecture) {
        assertEquals(0, export(checkpoint(architecture), "net.onnx").code());
        Model model = read("net.onnx");
        assertArrayEquals(outputs(Checkpoint.read(checkpoint(architecture))), outputs(model, model.graph().orElseThrow()));
        assertEquals("layer1.0.bn1", model.layers().get(1).name());
    }

    @ParameterizedTest
    @ValueSource(strings = {"resnet20", "resnet8-b"})
    void pyTorchLoadsTheStateDict(String architecture) throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(Path.of(PYTHON)) && python("import numpy, torch") == 0,
                "skipped: " + PYTHON + " with torch is not installed");
        assertEquals(0, export(checkpoint(architecture), "net.safetensors").code());
        ByteBuffer bytes = ByteBuffer.allocate(EXAMPLES * PIXELS * Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asDoubleBuffer().put(inputs());
        Files.write(folder.resolve("x"), bytes.array());
        boolean projection = architecture.endsWith("-b");
        assertEquals(0, python(SCRIPT, projection ? "1" : "3", projection ? "B" : "A"), () -> log());
        double[] expected = new double[EXAMPLES * 10];
        ByteBuffer.wrap(Files.readAllBytes(folder.resolve("y"))).order(ByteOrder.LITTLE_ENDIAN).asDoubleBuffer().get(expected);
        double[] own = outputs(Checkpoint.read(checkpoint(architecture)));
        assertArrayEquals(expected, own, ROUNDING * Arrays.stream(expected).map(Math::abs).max().orElseThrow());
    }

    private static int python(String script, String... arguments) throws IOException, InterruptedException {
        Files.writeString(folder.resolve("script.py"), script);
        String[] command = new String[arguments.length + 2];
        command[0] = PYTHON;
        command[1] = "script.py";
        System.arraycopy(arguments, 0, command, 2, arguments.length);
        return new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile()).start().waitFor();
    }

    private static String log() {
        try {
            return Files.readString(folder.resolve("log"));
        } catch (IOException e) {
            return e.toString();
        }
    }

    @Test
    void whatIsSaid() throws IOException {
        Launch.Result text = export(checkpoint("resnet8-b"), "said.onnx", "--opset", "15");
        assertEquals(path("said.onnx") + ": onnx with operators of version 15, f32, 10 linear maps, 9 batch normalizations, "
                + String.format("%,d", Files.size(folder.resolve("said.onnx"))) + " bytes\n"
                + "The running variances are averages of unbiased variances, as in PyTorch.\n", text.out());
        assertTrue(
                text.err().startsWith(
                        "Note: the network was trained on images of (pixel - mean) / deviation, with pixels from 0 to 1, mean ["),
                text.err());
        Launch.Result json = export(checkpoint("resnet20"), "said.safetensors", "--format", "json");
        JsonNode listing = Json.parse(json.out().getBytes(StandardCharsets.UTF_8), "the listing");
        assertEquals("safetensors", listing.get("format").textValue());
        assertTrue(listing.get("opset").isNull());
        assertEquals(19, listing.get("batchNormalizations").intValue());
        assertEquals(20, listing.get("layers").intValue());
        assertEquals(Files.size(folder.resolve("said.safetensors")), listing.get("bytes").longValue());
        assertEquals("unbiased", listing.get("runningVariance").textValue());
    }

    @Test
    void anExportedStateDictIsExportedAgainWithItsArchitecture() {
        assertEquals(0, export(checkpoint("resnet8-b"), "first.safetensors").code());
        Launch.Result result = export(folder.resolve("first.safetensors"), "again.onnx", "--arch", "resnet8-b:1x28x28-10");
        assertEquals("Note: the eps of 9 batch normalizations is not known; 1.0E-5, that of PyTorch, was written\n",
                result.err());
        Model model = read("again.onnx");
        assertArrayEquals(outputs(Checkpoint.read(checkpoint("resnet8-b"))), outputs(model, model.graph().orElseThrow()));
        assertEquals("bn: --arch: here the name is followed by the size of the images and the number of outputs, for example "
                + "resnet8-b:3x32x32-10\n", export(folder.resolve("first.safetensors"), "no.onnx", "--arch", "resnet8-b").err());
        assertFalse(Files.exists(folder.resolve("no.onnx")));
    }

    @Test
    void wrongRequestsWriteNothing() throws IOException {
        Path file = checkpoint("resnet8-b");
        byte[] before = Files.readAllBytes(file);
        Launch.Result self = export(file, "resnet8-b/checkpoint.safetensors");
        assertEquals(2, self.code());
        assertEquals("bn: --out is the network's own file; choose another file\n", self.err());
        assertArrayEquals(before, Files.readAllBytes(file));
        Launch.Result ending = export(file, "net.pt");
        assertEquals(2, ending.code());
        assertTrue(ending.err().contains("there are .onnx (") && ending.err().contains(".safetensors ("), ending.err());
        Launch.Result opset = export(file, "wrong.safetensors", "--opset", "17");
        assertEquals(2, opset.code());
        assertEquals("bn: a state dict has no operators, so no version of them; leave it out, or write ONNX (--opset N)\n",
                opset.err());
        assertEquals(2, export(file, "wrong.onnx", "--opset", "12").code());
        assertFalse(Files.exists(folder.resolve("wrong.safetensors")) || Files.exists(folder.resolve("wrong.onnx"))
                || Files.exists(folder.resolve("net.pt")));
    }

    /** A file has the same numbers as the checkpoint that it was made from, so training goes on in the same way. */
    @Test
    void trainingGoesOnFromAnExportedNetwork() throws IOException {
        Path checkpoint = checkpoint("resnet8-b");
        done("export", "--checkpoint", checkpoint.toString(), "--out", path("on.onnx"));
        done("export", "--checkpoint", checkpoint.toString(), "--out", path("on.safetensors"));
        List<String> expected = losses(train("from-checkpoint", "--init", checkpoint.toString()));
        assertEquals(expected, losses(train("from-onnx", "--init", path("on.onnx"))));
        assertEquals(expected, losses(train("from-state", "--init", path("on.safetensors"), "--arch", "resnet8-b")));
        Launch.Result useless = InProcess.bn("train", "--init", checkpoint.toString(), "--images", "1x28x28", "--out",
                path("no"));
        assertEquals(2, useless.code());
        assertTrue(useless.err().contains("--images has no effect without --init of a file of another tool"), useless.err());
    }

    private static Path train(String out, String... words) {
        List<String> all = new ArrayList<>(
                List.of("train", "--dataset", "synthetic-digits", "--train-size", "64", "--test-size", "16",
                        "--batch-size", "32", "--epochs", "2", "--lr", "0.05", "--normalize", "channels", "--out", path(out)));
        all.addAll(List.of(words));
        done(all.toArray(String[]::new));
        return folder.resolve(out);
    }

    /** The columns of the losses and accuracies. */
    private static List<String> losses(Path run) throws IOException {
        return Files.readAllLines(run.resolve("metrics.csv")).stream().map(line -> String.join(",",
                List.of(line.split(",")).subList(0, 5))).toList();
    }
}
