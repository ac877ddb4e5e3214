package bn.cli.option;

import bn.api.BnException;
import bn.api.InvalidRequestException;
import bn.experiments.architecture.Architecture;
import bn.experiments.architecture.ArchitectureFile;
import bn.experiments.model.Model;
import bn.experiments.model.ModelGraph;
import bn.experiments.model.StateDictGraph;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine.Option;

/** The option {@code --arch} for networks of other tools. */
public final class ArchitectureOption {
    @Option(names = "--arch", paramLabel = "ARCH",
            description = "The architecture of a state dict (PyTorch, safetensors), which does not say it: a name or a file as for bn train.")
    private String architecture;

    /** The architecture, if it was given. */
    Optional<String> text() {
        return Optional.ofNullable(architecture);
    }

    /**
     * What the network of a file computes.
     *
     * @param named makes an architecture of a text that is no file
     */
    public ModelGraph graph(Model model, Function<String, Architecture> named) {
        return graph(model, text(), named);
    }

    /**
     * What the network of a file computes.
     *
     * @param architecture of a state dict
     * @param named makes an architecture of a text that is no file
     * @throws InvalidRequestException if the file says it, and an architecture was given
     * @throws BnException if there is neither, or the arrays are not those of such a network
     */
    static ModelGraph graph(Model model, Optional<String> architecture, Function<String, Architecture> named) {
        Path file = model.file().path();
        if (model.graph().isPresent()) {
            if (architecture.isPresent()) {
                throw new InvalidRequestException(
                        "--arch: " + file + " says itself what the network computes; leave the option out");
            }
            return model.graph().get();
        }
        String text = architecture.orElseThrow(() -> new BnException(file + ": " + model.noGraph().orElseThrow()
                + " (bn inspect needs no graph; for a state dict give --arch NAME|FILE, for images of unknown size --images CxHxW)"));
        return StateDictGraph.of(file, ArchitectureFile.is(text) ? ArchitectureFile.read(Path.of(text)) : named.apply(text),
                model.arrays());
    }
}
