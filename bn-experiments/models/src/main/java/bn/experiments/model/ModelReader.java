package bn.experiments.model;

import bn.api.BnException;
import bn.api.spi.Providers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Reads files of trained networks in the format that recognises them. */
public final class ModelReader {
    /** The name of the format of our own checkpoints. */
    static final String CHECKPOINT = "bn";

    private final Providers<ModelFormat> formats;

    /** A reader by these formats. */
    public ModelReader(Providers<ModelFormat> formats) {
        this.formats = formats;
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
     * @throws bn.api.InvalidRequestException if there is no such file
     * @throws BnException if no format recognises it, or it cannot be read
     */
    public Model read(Path path) {
        ModelFile file = ModelFile.of(path);
        List<ModelFormat> right = formats.all().stream().filter(format -> format.recognises(file)).toList();
        if (right.isEmpty()) {
            throw new BnException(path + " is no file of a trained network that is known here; the formats are "
                    + String.join(", ", formats.all().stream().map(ModelFormat::name).toList()));
        }
        if (right.size() > 1) {
            throw new BnException(path + " is taken for its own by several formats: "
                    + String.join(", ", right.stream().map(ModelFormat::name).toList()) + "; remove one of them");
        }
        return right.get(0).read(file);
    }
}
