package bn.cli.option;

import bn.api.BnException;
import bn.api.InvalidRequestException;
import bn.experiments.architecture.Architecture;
import bn.experiments.architecture.ArchitectureFile;
import bn.experiments.model.Model;
import bn.experiments.model.ModelGraph;
import bn.experiments.model.StateDictGraph;
import java.nio.file.Path;
import java.util.function.Function;
import picocli.CommandLine.Option;

/** The option {@code --arch} for networks of other tools. */
public final class ArchitectureOption {
    @Option(names = "--arch", paramLabel = "ARCH",
            description = "The architecture of a state dict (PyTorch, safetensors), which does not say it: a name or a file as for bn train.")
    private String architecture;

    /** Whether it was given. */
    boolean given() {
        return architecture != null;
    }

    /**
     * What the network of a file computes.
     *
     * @param named makes an architecture of a text that is no file
     */
    public ModelGraph graph(Model model, Function<String, Architecture> named) {
        Path file = model.file().path();
        if (model.graph().isPresent()) {
            if (architecture != null) {
                throw new InvalidRequestException(
                        "--arch: " + file + " says itself what the network computes; leave the option out");
            }
            return model.graph().get();
        }
        if (architecture == null) {
            throw new BnException(file + ": " + model.noGraph().orElseThrow());
        }
        return StateDictGraph.of(file, ArchitectureFile.is(architecture) ? ArchitectureFile.read(Path.of(architecture))
                : named.apply(architecture), model.arrays());
    }
}
