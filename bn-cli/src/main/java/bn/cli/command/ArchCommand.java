package bn.cli.command;

import bn.api.InvalidRequestException;
import bn.cli.console.Console;
import bn.cli.option.OutputFormat;
import bn.cli.view.ArchitectureListing;
import bn.experiments.architecture.Architecture;
import bn.experiments.architecture.ArchitectureFile;
import bn.experiments.architecture.ArchitectureSummary;
import bn.experiments.architecture.NamedArchitecture;
import bn.experiments.result.Json;
import jakarta.inject.Inject;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code bn arch}. */
@Command(name = "arch",
        description = {"Prints the layers of an architecture, their shapes, parameters, multiply-adds and memory.",
                "Parameters are those with batch norm that learns gamma and beta. Memory is that of a training step in float32."})
public final class ArchCommand implements Runnable {
    @Inject
    private Console console;
    @Mixin
    private OutputFormat format;
    @Parameters(paramLabel = "NAME|FILE",
            description = "A name, a name with sizes such as resnet20:3x32x32-10, widths, or a file that lists the layers. Names: lenet, "
                    + "vgg11, resnet8, resnet20, resnet32, resnet56, the same with -b, preresnet20, mobilenetv2-small.")
    private String name;
    @Option(names = "--images", paramLabel = "CxHxW", defaultValue = "3x32x32",
            description = "Size of the images for a name alone; default ${DEFAULT-VALUE}.")
    private String images;
    @Option(names = "--outputs", paramLabel = "N", defaultValue = "10",
            description = "Number of outputs for a name alone; default ${DEFAULT-VALUE}.")
    private int outputs;
    @Option(names = "--batch-size", paramLabel = "N", defaultValue = "128",
            description = "Examples in a step, for the memory; default ${DEFAULT-VALUE}.")
    private int batchSize;
    @Option(names = "--text", description = "Print the text of a file that lists the layers, to be changed and given to --arch.")
    private boolean text;

    @Override
    public void run() {
        if (batchSize < 1) {
            throw new InvalidRequestException("--batch-size is at least 1, got " + batchSize);
        }
        Architecture architecture = architecture();
        if (text && format.json()) {
            throw new InvalidRequestException("--text and --format json contradict each other; leave one out");
        }
        if (text) {
            architecture.statements().forEach(console::print);
            return;
        }
        ArchitectureSummary summary = ArchitectureSummary.of(architecture);
        if (format.json()) {
            console.printText(Json.text(summary));
        } else {
            ArchitectureListing.print(summary, architecture.toString(), batchSize, console);
        }
    }

    private Architecture architecture() {
        if (ArchitectureFile.is(name)) {
            return ArchitectureFile.read(Path.of(name));
        }
        boolean alone = NamedArchitecture.of(name).isPresent();
        return Architecture.parse(alone ? name + ":" + images + "-" + outputs : name);
    }
}
