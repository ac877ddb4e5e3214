package bn.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A network whose normalizations were folded into its convolutions, as exporters do, has no rates. */
class FoldedNetworkTest {
    private static final String[] DATA = {"--dataset", "synthetic-digits", "--train-size", "32", "--test-size", "10"};

    @TempDir
    private Path folder;

    @Test
    void ratesOfAFoldedFileAreRefusedWithTheWayToExportItAgain() {
        String run = folder.resolve("run").toString();
        String folded = folder.resolve("folded.onnx").toString();
        assertEquals(0, bn("train", "--arch", "lenet", "--epochs", "1", "--batch-size", "16", "--out", run).code());
        Launch.Result fold = bn("fold", "--checkpoint", run + "/checkpoint.safetensors", "--out", folded);
        assertEquals(0, fold.code(), fold.err());
        Launch.Result rates = bn("rate", "network", "--model", folded);
        assertEquals(2, rates.code(), rates.err());
        assertTrue(rates.err().contains("no rates"), rates.err());
        assertTrue(rates.err().contains("training=torch.onnx.TrainingMode.PRESERVE, do_constant_folding=False"), rates.err());
        assertEquals("", rates.out());
    }

    private static Launch.Result bn(String... arguments) {
        return InProcess.bn(Stream.of(arguments, DATA).flatMap(Stream::of).toArray(String[]::new));
    }
}
