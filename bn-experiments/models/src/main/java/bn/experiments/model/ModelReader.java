package bn.experiments.model;

import bn.api.BnException;
import bn.api.spi.Providers;
import java.nio.file.Path;
import java.util.List;

/** Reads files of trained networks in the format that recognises them. */
public final class ModelReader {
    private final Providers<ModelFormat> formats;

    /** A reader by these formats. */
    public ModelReader(Providers<ModelFormat> formats) {
        this.formats = formats;
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
