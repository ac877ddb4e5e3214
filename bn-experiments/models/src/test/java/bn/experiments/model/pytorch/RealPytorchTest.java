package bn.experiments.model.pytorch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import bn.api.BnException;
import bn.experiments.fuzz.Mutations;
import bn.experiments.model.BatchNormLayer;
import bn.experiments.model.Model;
import bn.experiments.model.ModelArray;
import bn.experiments.model.ModelFile;
import bn.experiments.result.Json;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Files that PyTorch itself has written, against what PyTorch says that it wrote. Skipped where Debian's Python has no PyTorch
 * (python3-torch); {@link PytorchFormatTest} needs none.
 */
class RealPytorchTest {
    private static final String PYTHON = "/usr/bin/python3";
    /** Writes the files, and what is in them as JSON: for each array its type, shape and values. */
    private static final String SCRIPT = """
            import json, sys, collections
            import numpy, torch
            torch.manual_seed(5)
            folder = sys.argv[1] + '/'
            types = {torch.float64: 'F64', torch.float32: 'F32', torch.float16: 'F16', torch.bfloat16: 'BF16', torch.int64: 'I64',
                     torch.int32: 'I32', torch.int16: 'I16', torch.int8: 'I8', torch.uint8: 'U8', torch.bool: 'BOOL'}
            truth = {}

            def save(name, state, saved=None, **options):
                torch.save(state if saved is None else saved, folder + name, **options)
                truth[name] = {key: [types[value.dtype], list(value.shape), value.to(torch.float64).reshape(-1).tolist()]
                               for key, value in state.items()}

            network = torch.nn.Sequential(collections.OrderedDict(
                conv1=torch.nn.Conv2d(2, 5, 3, bias=False), bn1=torch.nn.BatchNorm2d(5), relu=torch.nn.ReLU(),
                flat=torch.nn.Flatten(), fc=torch.nn.Linear(20, 3), bn2=torch.nn.BatchNorm1d(3, affine=False),
                norm=torch.nn.LayerNorm(3)))
            for step in range(4):
                network(torch.randn(6, 2, 4, 4))
            torch.nn.init.uniform_(network.bn1.weight, -1, 1)
            state = network.state_dict()
            save('zip.pt', state)
            save('legacy.th', state, _use_new_zipfile_serialization=False)
            save('protocol4.pt', state, pickle_protocol=4)
            save('protocol4.th', state, pickle_protocol=4, _use_new_zipfile_serialization=False)
            optimizer = torch.optim.Adam(network.parameters(), amsgrad=True)
            network(torch.randn(6, 2, 4, 4)).square().sum().backward()
            optimizer.step()
            state = network.state_dict()
            save('container.pt', state, {'epoch': 3, 'best': numpy.float64(0.5), 'optimizer': optimizer.state_dict(),
                 'state_dict': state, 'size': torch.Size([3]), 'device': torch.device('cpu'), 'flags': {True, 'x'}, 'big': 2 ** 80})
            save('wrapped.pt', state, {'module.' + key: value for key, value in state.items()})
            save('parameters.pt', dict(network.named_parameters()))
            save('double.pt', network.double().state_dict())
            save('half.pt', network.half().state_dict())
            save('bfloat16.pt', network.bfloat16().state_dict())
            base = torch.arange(60, dtype=torch.float32).reshape(3, 4, 5)
            views = {'whole': base, 'turned': base.permute(2, 0, 1), 'part': base[1:, 2, ::2], 'one': base[2, 3, 4],
                     'repeated': base[0, 0, :1].expand(7), 'none': base[:, :0]}
            save('views.pt', views)
            save('views.th', views, _use_new_zipfile_serialization=False)
            save('types.pt', {str(kind): torch.tensor([1, 0, 1]).to(kind) for kind in types})
            save('single.pt', torch.nn.BatchNorm2d(4).state_dict())
            torch.save(network, folder + 'whole.pt')
            torch.save(network, folder + 'whole.th', _use_new_zipfile_serialization=False)
            torch.jit.script(network).save(folder + 'script.pt')
            json.dump(truth, open(folder + 'truth.json', 'w'))
            """;

    /** What PyTorch reads of the copies that are named in a file, with its reader that runs no code; null where it refuses one. */
    private static final String READ_AGAIN = """
            import json, sys, torch
            folder = sys.argv[1] + '/'

            def numbers(name):
                try:
                    return {key: [list(value.shape), [repr(x) for x in value.to(torch.float64).reshape(-1).tolist()]]
                            for key, value in torch.load(folder + name, weights_only=True).items()}
                except Exception:
                    return None

            names = json.load(open(folder + 'copies.json'))
            json.dump({name: numbers(name) for name in names}, open(folder + 'again.json', 'w'))
            """;
    private static final int COPIES = 500;

    @TempDir
    private static Path folder;
    private static JsonNode truth;

    @BeforeAll
    static void write() throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(Path.of(PYTHON)) && run("import torch, numpy") == 0, "PyTorch is not in " + PYTHON
                + " (python3-torch): files of PyTorch itself are not tried");
        assertEquals(0, run(SCRIPT), () -> "the script of Python failed");
        truth = Json.parse(Files.readAllBytes(folder.resolve("truth.json")), "truth.json");
    }

    private static int run(String script) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(PYTHON, "-c", script, folder.toString()).redirectOutput(Redirect.DISCARD)
                .redirectError(folder.resolve("errors").toFile()).start();
        assertTrue(process.waitFor(5, TimeUnit.MINUTES));
        return process.exitValue();
    }

    private static Model read(String name) {
        ModelFile file = ModelFile.of(folder.resolve(name));
        assertTrue(new PytorchFormat().recognises(file));
        return new PytorchFormat().read(file);
    }

    @ParameterizedTest
    @ValueSource(strings = {"zip.pt", "legacy.th", "protocol4.pt", "protocol4.th", "container.pt", "wrapped.pt", "parameters.pt",
            "double.pt", "half.pt", "bfloat16.pt", "views.pt", "views.th", "types.pt"})
    void everyArrayIsThatOfPytorch(String name) {
        Model model = read(name);
        JsonNode arrays = truth.path(name);
        Set<String> names = new HashSet<>();
        arrays.fieldNames().forEachRemaining(names::add);
        assertEquals(names, model.arrays().keySet());
        arrays.properties().forEach(field -> {
            ModelArray array = model.arrays().get(field.getKey());
            assertEquals(field.getValue().get(0).textValue(), array.dtype(), field.getKey());
            assertEquals(Json.compact(field.getValue().get(1)), Json.compact(array.shape()), field.getKey());
            double[] values = new double[field.getValue().get(2).size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = field.getValue().get(2).get(i).doubleValue();
            }
            assertArrayEquals(values, array.values(), field.getKey());
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"zip.pt", "legacy.th", "container.pt", "half.pt"})
    void layersAreFound(String name) {
        Model model = read(name);
        assertEquals(List.of("bn1", "bn2"), model.layers().stream().map(BatchNormLayer::name).toList());
        assertEquals(List.of("conv1", "fc"), model.layers().stream().map(layer -> layer.linear().orElseThrow().name()).toList());
        assertTrue(model.layers().get(1).gamma().isEmpty());
        assertTrue(model.layers().get(0).batches().getAsLong() >= 4);
        assertEquals(1, model.otherNormalizations().get("weight and bias without running statistics"));
    }

    /** Of the damaged copies that are accepted, PyTorch reads the same, or refuses them for what is not looked at here. */
    @ParameterizedTest
    @ValueSource(strings = {"views.pt", "views.th"})
    void damagedCopiesAreReadAsPytorchReadsThem(String name) throws IOException, InterruptedException {
        byte[] original = Files.readAllBytes(folder.resolve(name));
        Mutations mutations = new Mutations(6);
        Map<String, Map<String, String>> accepted = new TreeMap<>();
        for (int i = 0; i < COPIES; i++) {
            Path copy = Files.write(folder.resolve("copy" + i), mutations.next(original));
            try {
                Map<String, String> arrays = new TreeMap<>();
                new PytorchFormat().read(ModelFile.of(copy)).arrays()
                        .forEach((key, array) -> arrays.put(key, array.shape() + Arrays.toString(array.values())));
                accepted.put(copy.getFileName().toString(), arrays);
            } catch (BnException e) {
                assertEquals(1, e.getMessage().lines().count(), e.getMessage());
            }
        }
        Files.writeString(folder.resolve("copies.json"), Json.compact(accepted.keySet()));
        assertEquals(0, run(READ_AGAIN));
        JsonNode again = Json.parse(Files.readAllBytes(folder.resolve("again.json")), "again.json");
        int compared = 0;
        for (Map.Entry<String, JsonNode> copy : again.properties()) {
            Map<String, String> theirs = new TreeMap<>();
            copy.getValue().properties().forEach(field -> theirs.put(field.getKey(), Json.compact(field.getValue().get(0))
                    .replace(",", ", ") + numbers(field.getValue().get(1))));
            if (!copy.getValue().isNull()) {
                compared++;
                assertEquals(theirs, accepted.get(copy.getKey()), copy.getKey());
            }
        }
        assertTrue(compared > 10, compared + " of " + accepted.size() + " accepted copies could be compared");
    }

    private static String numbers(JsonNode texts) {
        double[] numbers = new double[texts.size()];
        Arrays.setAll(numbers,
                i -> Double.parseDouble(texts.get(i).textValue().replace("nan", "NaN").replace("inf", "Infinity")));
        return Arrays.toString(numbers);
    }

    @Test
    void aSingleModuleHasNoName() {
        assertEquals(List.of(""), read("single.pt").layers().stream().map(BatchNormLayer::name).toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"whole.pt", "whole.th", "script.pt"})
    void whatIsNoStateDictIsRefused(String name) {
        String message = assertThrows(BnException.class, () -> read(name)).getMessage();
        assertTrue(message.contains(name.startsWith("whole") ? "'torch.nn.modules.container.Sequential'" : "TorchScript"),
                message);
        assertTrue(message.getBytes(StandardCharsets.UTF_8).length < 500, message);
    }
}
