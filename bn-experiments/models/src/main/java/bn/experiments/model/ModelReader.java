package bn.experiments.model;

import bn.api.BnException;
import bn.api.InvalidRequestException;
import bn.api.Shape;
import bn.api.spi.Providers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Reads files of trained networks in the format that recognises them. */
public final class ModelReader {
    /** The name of the format of our own checkpoints. */
    static final String CHECKPOINT = "bn";

    private final Providers<ModelFormat> formats;
    private final Optional<Shape> images;

    /** A reader by these formats. */
    public ModelReader(Providers<ModelFormat> formats) {
        this(formats, Optional.empty());
    }

    /**
     * A reader by these formats.
     *
     * @param images the size of the images, C x H x W, for files that do not say it
     */
    public ModelReader(Providers<ModelFormat> formats, Optional<Shape> images) {
        this.formats = formats;
        this.images = images;
    }

    /** Whether a file is there that is not a checkpoint of this tool: {@link #read} reads it, or says why not. */
    public boolean isOfAnotherTool(Path path) {
        if (!Files.isRegularFile(path)) {
            return false;
        }
        ModelFile file = ModelFile.of(path);
        return formats.all().stream().noneMatch(format -> format.name().equals(CHECKPOINT) && format.recognises(file));
    }

    /**
     * Reads a file.
     *
     * @throws InvalidRequestException if there is no such file, or the file says another size of the images
     * @throws BnException if no format recognises it, or it cannot be read
     */
    public Model read(Path path) {
        ModelFile found = ModelFile.of(path);
        ModelFile file = images.map(found::withImages).orElse(found);
        List<ModelFormat> right = formats.all().stream().filter(format -> format.recognises(file)).toList();
        if (right.isEmpty()) {
            throw new BnException(path + " is no file of a trained network that is known here; the formats are "
                    + String.join(", ", formats.all().stream().map(ModelFormat::name).toList()));
        }
        if (right.size() > 1) {
            throw new BnException(path + " is taken for its own by several formats: "
                    + String.join(", ", right.stream().map(ModelFormat::name).toList()) + "; remove one of them");
        }
        Model model = right.get(0).read(file);
        model.graph().ifPresent(graph -> images.filter(size -> !size.equals(graph.input())).ifPresent(size -> {
            throw new InvalidRequestException("the network of " + path + " reads " + graph.input() + ", not " + size
                    + "; leave the size out", ModelRemedy.IMAGES);
        }));
        return model;
    }
}
