package bn.experiments.model.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;

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
import org.junit.jupiter.params.provider.CsvSource;

/** A network with what people write in PyTorch, exported with operators of several versions, in float64. */
class OnnxOpsetTest {
    private static final double ROUNDING = 1e-9;
    private static final String SCRIPT = """
            import warnings, torch
            import torch.nn as nn, torch.nn.functional as F
            warnings.filterwarnings('ignore')
            class Net(nn.Module):
                def __init__(self):
                    super().__init__()
                    self.conv1 = nn.Conv2d(3, 8, 3, padding=1)
                    self.bn1 = nn.BatchNorm2d(8, eps=1e-4)
                    self.conv2 = nn.Conv2d(8, 12, 3, stride=2, padding=1, bias=False)
                    self.bn2 = nn.BatchNorm2d(12)
                    self.squeeze = nn.Conv2d(12, 4, 1)
                    self.excite = nn.Conv2d(4, 12, 1)
                    self.branch = nn.Conv2d(6, 6, (3, 5), padding=(1, 2), groups=3)
                    self.fc1 = nn.Linear(12, 7)
                    self.bn3 = nn.BatchNorm1d(7)
                    self.fc2 = nn.Linear(144, 5, bias=False)
                    self.bn4 = nn.BatchNorm1d(5, affine=True)
                    self.fc3 = nn.Linear(12, 3)
                def forward(self, x):
                    x = F.relu6(self.bn1(self.conv1(x)))
                    shortcut = F.pad(x[:, :, ::2, ::2], (0, 0, 0, 0, 2, 2))
                    x = F.leaky_relu(self.bn2(self.conv2(x)) + shortcut, 0.1)
                    s = F.adaptive_avg_pool2d(x, 1)
                    x = x * F.hardsigmoid(self.excite(F.silu(self.squeeze(s))))
                    a, b = x.chunk(2, dim=1)
                    x = torch.cat([a, F.hardswish(self.branch(b))], 1)
                    n, c, h, w = x.shape
                    x = x.view(n, 3, c // 3, h, w).transpose(1, 2).contiguous().view(n, -1, h, w)
                    x = F.max_pool2d(x, 3, 2, 1, ceil_mode=True)
                    p = F.avg_pool2d(F.pad(x, (1, 0, 0, 2)), 3, 2, 1, True, False)
                    y = torch.tanh(self.bn3(self.fc1(x.mean([2, 3]))))
                    z = self.bn4(self.fc2(F.dropout(p, training=self.training).view(n, -1)))
                    return self.fc3(torch.cat([y, torch.sigmoid(z)], 1)) * 2 - 1
            for opset in (10, 11, 13, 16, 17):
                torch.manual_seed(opset)
                net = Net()
                for module in net.modules():
                    if isinstance(module, nn.modules.batchnorm._BatchNorm):
                        nn.init.uniform_(module.weight, -1.5, 1.5)
                        nn.init.normal_(module.bias, 0, 0.5)
                        module.running_mean.normal_(0, 0.5)
                        module.running_var.uniform_(0.5, 1.5)
                net = net.double().eval()
                x = torch.randn(3, 3, 14, 14).double()
                for dynamic in ('fixed', 'dynamic'):
                    torch.onnx.export(net, x[:2] if dynamic == 'dynamic' else x, '%s%d.onnx' % (dynamic, opset), opset_version=opset,
                        training=torch.onnx.TrainingMode.PRESERVE, do_constant_folding=False, input_names=['x'],
                        dynamic_axes={'x': {0: 'n'}} if dynamic == 'dynamic' else None)
                with torch.no_grad():
                    net(x).numpy().tofile('%d.y' % opset)
                x.numpy().tofile('%d.x' % opset)
            """;

    @TempDir
    private static Path folder;

    @BeforeAll
    static void export() throws IOException, InterruptedException {
        Python.run(folder, "torch, onnx", SCRIPT);
    }

    private static double[] numbers(String name) throws IOException {
        byte[] bytes = Files.readAllBytes(folder.resolve(name));
        double[] values = new double[bytes.length / Double.BYTES];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asDoubleBuffer().get(values);
        return values;
    }

    @ParameterizedTest
    @CsvSource({"10,fixed", "10,dynamic", "11,fixed", "11,dynamic", "13,fixed", "13,dynamic", "16,fixed", "16,dynamic",
            "17,fixed",
            "17,dynamic"})
    void outputsAreThoseOfPyTorch(int opset, String examples) throws IOException {
        Model model = Outputs.read(folder.resolve(examples + opset + ".onnx"));
        assertEquals(List.of("bn1", "bn2", "bn3", "bn4"), model.layers().stream().map(layer -> layer.name()).toList());
        Outputs.assertClose(numbers(opset + ".y"), Outputs.of(model, numbers(opset + ".x"), 3), ROUNDING);
    }
}
