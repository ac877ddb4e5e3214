package bn.cli.command;

import bn.api.InvalidRequestException;
import bn.api.spi.Providers;
import bn.cli.console.Console;
import bn.cli.option.ArchitectureOption;
import bn.cli.option.ImagesOption;
import bn.cli.option.OutputFormat;
import bn.cli.view.ExportListing;
import bn.experiments.architecture.Architecture;
import bn.experiments.architecture.NamedArchitecture;
import bn.experiments.model.CheckpointFacts;
import bn.experiments.model.Model;
import bn.experiments.model.ModelExport;
import bn.experiments.model.ModelFormat;
import bn.experiments.model.ModelReader;
import bn.experiments.model.ModelWriter;
import bn.experiments.result.Json;
import bn.experiments.result.OutputFile;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code bn export}. */
@Command(name = "export", description = {
        "Writes a trained network for other tools: as ONNX, with its batch normalizations as they are, or as a state dict for PyTorch.",
        "It takes checkpoints and networks of other tools whose files say what they compute, and state dicts with --arch. Parameters keep "
                + "their values; those of a checkpoint get the names of PyTorch's modules, such as conv1.weight and bn1.running_var."})
public final class ExportCommand implements Runnable {
    @Inject
    private Console console;
    @Inject
    private Providers<ModelFormat> formats;
    @Option(names = {"--model", "--checkpoint"}, paramLabel = "FILE", required = true,
            description = "The network: checkpoint.safetensors of a run, or a file of another tool.")
    private Path file;
    @Mixin
    private ArchitectureOption architecture;
    @Option(names = "--out", paramLabel = "FILE", required = true,
            description = "File for the network; its ending says the format: .onnx (ONNX) or .safetensors (a state dict).")
    private Path out;
    @Option(names = "--opset", paramLabel = "N",
            description = "The version of ONNX's operators, from 13 on; default 17, or the first one that has all that the network needs.")
    private Integer opset;
    @Mixin
    private ImagesOption images;
    @Mixin
    private OutputFormat format;

    @Override
    public void run() {
        ModelFormat written = format();
        Model model = new ModelReader(formats, images.shape()).read(file);
        ModelExport network = ModelExport.of(model, architecture.graph(model, ExportCommand::parse));
        try (OutputFile target = OutputFile.locked(out)) {
            if (target.replaces(file)) {
                throw new InvalidRequestException("--out is the network's own file; choose another file");
            }
            write(written, model, network, target);
        }
    }

    /** There are no data here that say the size of the images. */
    private static Architecture parse(String text) {
        if (NamedArchitecture.of(text).isPresent()) {
            throw new InvalidRequestException(
                    "--arch: here the name is followed by the size of the images and the number of outputs, "
                            + "for example " + text + ":3x32x32-10");
        }
        return Architecture.parse(text);
    }

    /** The format that the name of the file says. */
    private ModelFormat format() {
        List<ModelFormat> writable = formats.all().stream().filter(each -> each.writer().isPresent()).toList();
        String name = out.toString().toLowerCase(Locale.ROOT);
        return writable.stream().filter(each -> name.endsWith(ending(each))).findFirst()
                .orElseThrow(() -> new InvalidRequestException(
                        "--out: the ending of " + out + " is that of no format that is written; "
                                + "there are " + writable.stream().map(each -> ending(each) + " (" + each.description() + ")")
                                        .collect(Collectors.joining(", "))));
    }

    private static String ending(ModelFormat format) {
        return "." + format.writer().orElseThrow().extension();
    }

    private void write(ModelFormat written, Model model, ModelExport network, OutputFile target) {
        OptionalInt version = opset == null ? OptionalInt.empty() : OptionalInt.of(opset);
        List<ModelWriter.Written> results = new ArrayList<>();
        target.write(stream -> results.add(written.writer().orElseThrow().write(stream, network, version)));
        ModelWriter.Written result = results.get(0);
        CheckpointFacts facts = CheckpointFacts.of(model);
        ExportListing listing = ExportListing.of(out, written.name(), network, result.opset(), facts);
        Stream.of(model.notes(), result.notes(), ExportListing.notes(facts)).flatMap(List::stream)
                .forEach(note -> console.note("Note: " + note));
        if (format.json()) {
            console.printText(Json.text(listing));
        } else {
            listing.print(console);
        }
    }
}
