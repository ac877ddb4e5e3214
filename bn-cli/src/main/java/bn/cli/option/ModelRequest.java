package bn.cli.option;

import bn.api.BnException;
import bn.api.DType;
import bn.cli.console.Console;
import bn.experiments.architecture.Architecture;
import bn.experiments.architecture.NamedArchitecture;
import bn.experiments.data.ChannelNormalization;
import bn.experiments.data.Dataset;
import bn.experiments.model.Model;
import bn.experiments.model.ModelGraph;
import bn.experiments.model.ModelReader;
import bn.experiments.model.NetworkImport;
import bn.experiments.run.Checkpoint;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * A network in a file of another tool.
 *
 * @param architecture of a state dict, which does not say it
 * @param examples the data set, for an architecture that is a name alone
 * @param dtype to compute it in; default that of the file
 * @param images how the images that it takes are normalized
 */
public record ModelRequest(ModelReader reader, Path file, Optional<String> architecture, Supplier<Dataset> examples,
        Optional<DType> dtype, Optional<ChannelNormalization> images) {

    /**
     * Reads it; notes say what a user should know of it.
     *
     * @throws bn.api.InvalidRequestException if it has a graph, and an architecture was given
     * @throws BnException if it cannot be read, or has neither a graph nor an architecture, or a scale of it is not gamma
     */
    public Checkpoint read(Console console) {
        Model model = reader.read(file);
        ModelGraph graph = ArchitectureOption.graph(model, architecture, this::named);
        model.layers().stream().filter(layer -> layer.obstacle().isPresent()).findFirst().ifPresent(layer -> {
            throw new BnException(file + ": " + layer.name() + " has no rates: " + layer.obstacle().get());
        });
        NetworkImport network = NetworkImport.of(file, graph, dtype, images);
        Stream.concat(model.notes().stream(), network.notes().stream()).forEach(note -> console.note("Note: " + note));
        return network.checkpoint();
    }

    private Architecture named(String text) {
        return NamedArchitecture.of(text).isPresent() ? Architecture.parse(text, examples.get().train())
                : Architecture.parse(text);
    }
}
