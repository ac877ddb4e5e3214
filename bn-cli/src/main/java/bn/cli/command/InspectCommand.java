package bn.cli.command;

import bn.api.InvalidRequestException;
import bn.api.spi.Providers;
import bn.cli.console.Console;
import bn.cli.option.ImagesOption;
import bn.cli.option.OutputFormat;
import bn.cli.view.ModelListing;
import bn.cli.view.ModelText;
import bn.experiments.model.Model;
import bn.experiments.model.ModelFormat;
import bn.experiments.model.ModelReader;
import bn.experiments.result.Json;
import jakarta.inject.Inject;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code bn inspect}. */
@Command(name = "inspect", description = {
        "Prints the batch normalizations of a trained network: their parameters, their running statistics, and the linear maps before them.",
        "It reads files of PyTorch (.pt, .pth, .th, .safetensors), ONNX, Keras (.keras, .h5) and DL4J, and checkpoints of bn train. It takes "
                + "a file for what it holds, not for its name, and runs no code of it. No data are needed."})
public final class InspectCommand implements Runnable {
    @Inject
    private Console console;
    @Inject
    private Providers<ModelFormat> formats;
    @Mixin
    private ImagesOption images;
    @Mixin
    private OutputFormat format;
    @Parameters(paramLabel = "MODEL", description = "The file.")
    private Path file;
    @Option(names = "--dead", paramLabel = "T", defaultValue = "1e-3",
            description = "A channel counts as dead if |gamma| is below this; default ${DEFAULT-VALUE}.")
    private double dead;

    @Override
    public void run() {
        if (!(dead >= 0 && Double.isFinite(dead))) {
            throw new InvalidRequestException("--dead is a number of at least 0, got " + dead);
        }
        Model model = new ModelReader(formats, images.shape()).read(file);
        ModelListing listing = ModelListing.of(model, dead);
        if (format.json()) {
            console.printText(Json.text(listing));
        } else {
            ModelText.print(model, listing, dead, console);
        }
    }
}
