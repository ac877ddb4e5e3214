package bn.experiments.model.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.experiments.model.BatchNormLayer;
import bn.experiments.model.Model;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Torchvision's networks as PyTorch exports them, with random parameters, against PyTorch in float64. */
class OnnxPyTorchTest {
    private static final double ROUNDING = 1e-9;
    /** The exporter rounds the constants of transform_input to float32. */
    private static final double ROUNDED_CONSTANTS = 1e-5;
    private static final String SCRIPT = """
            import warnings, torch, torchvision
            warnings.filterwarnings('ignore')
            T = torchvision.models
            googlenet = dict(weights=None, aux_logits=False, init_weights=False)
            models = dict(resnet18=T.resnet18, resnet50=T.resnet50, vgg11_bn=T.vgg11_bn, mobilenet_v2=T.mobilenet_v2,
                mobilenet_v3_small=T.mobilenet_v3_small, densenet121=T.densenet121, shufflenet=T.shufflenet_v2_x1_0,
                efficientnet_b0=T.efficientnet_b0, googlenet=lambda: T.googlenet(**googlenet),
                googlenet_transform=lambda: T.googlenet(transform_input=True, **googlenet))
            for name, make in models.items():
                torch.manual_seed(1)
                model = make()
                if name == 'vgg11_bn':
                    model.classifier = torch.nn.Sequential(torch.nn.Linear(25088, 16), torch.nn.ReLU(True), torch.nn.Dropout(),
                        torch.nn.Linear(16, 10))
                for module in model.modules():
                    if isinstance(module, torch.nn.modules.batchnorm._BatchNorm):
                        torch.nn.init.uniform_(module.weight, 0.5, 1.5)
                        torch.nn.init.normal_(module.bias, 0, 0.2)
                        module.running_mean.normal_(0, 0.2)
                        module.running_var.uniform_(0.5, 1.5)
                model.eval()
                x = torch.randn(1, 3, *(2 * [224 if name == 'vgg11_bn' else 64]))
                options = {'dynamic_axes': {'x': {0: 'n'}}} if name in ('resnet18', 'shufflenet') else {}
                torch.onnx.export(model, x, name + '.onnx', training=torch.onnx.TrainingMode.PRESERVE,
                    do_constant_folding=False, input_names=['x'], **options)
                x = x.double()
                with torch.no_grad():
                    y = model.double()(x)
                x.numpy().tofile(name + '.x')
                y.numpy().tofile(name + '.y')
            """;

    @TempDir
    private static Path folder;

    @BeforeAll
    static void export() throws IOException, InterruptedException {
        Python.run(folder, "torch, torchvision, onnx", SCRIPT);
    }

    private double[] numbers(String name) throws IOException {
        byte[] bytes = Files.readAllBytes(folder.resolve(name));
        double[] values = new double[bytes.length / Double.BYTES];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asDoubleBuffer().get(values);
        return values;
    }

    @ParameterizedTest
    @ValueSource(strings = {"resnet18", "resnet50", "vgg11_bn", "mobilenet_v2", "mobilenet_v3_small", "densenet121", "shufflenet",
            "efficientnet_b0", "googlenet", "googlenet_transform"})
    void outputsAreThoseOfPyTorch(String name) throws IOException {
        Model model = Outputs.read(folder.resolve(name + ".onnx"));
        assertEquals(List.of(), model.notes());
        Outputs.assertClose(numbers(name + ".y"), Outputs.of(model, numbers(name + ".x"), 1),
                name.endsWith("transform") ? ROUNDED_CONSTANTS : ROUNDING);
        assertTrue(model.layers().stream().allMatch(layer -> layer.obstacle().isEmpty()));
    }

    /** Reading alone, without values but those of the normalizations. */
    @ParameterizedTest
    @ValueSource(strings = "resnet50")
    void namesAreThoseOfTheModules(String name) {
        Model model = Outputs.read(folder.resolve(name + ".onnx"));
        List<BatchNormLayer> layers = model.layers();
        assertEquals(53, layers.size());
        assertEquals("layer1.0.downsample.1", layers.get(4).name());
        assertEquals("layer1.0.downsample.0", layers.get(4).linear().orElseThrow().name());
        assertEquals(1e-5, layers.get(0).eps().orElseThrow());
        List<String> nodes = model.graph().orElseThrow().nodes().stream().map(node -> node.spec().name()).toList();
        assertTrue(nodes.containsAll(layers.stream().map(BatchNormLayer::name).toList()));
    }
}
