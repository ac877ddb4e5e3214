package bn.cli.option;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The option that names the file of a trained network. */
public final class NetworkFile {
    @Option(names = {"--model", "--checkpoint"}, paramLabel = "FILE", required = true,
            description = "The network: checkpoint.safetensors of a run, or a file of another tool: ONNX, PyTorch (.pt, .pth), safetensors, "
                    + "Keras (.keras, .h5) or DL4J (.zip).")
    private Path file;

    /** The file. */
    public Path path() {
        return file;
    }
}
