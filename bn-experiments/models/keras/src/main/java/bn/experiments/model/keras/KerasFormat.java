package bn.experiments.model.keras;

import bn.api.BnException;
import bn.experiments.model.Model;
import bn.experiments.model.ModelFile;
import bn.experiments.model.ModelFormat;
import bn.experiments.model.ZipParts;
import bn.experiments.result.Json;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Networks of Keras 2 and 3: whole models and weights in HDF5 files ({@code .h5}), and {@code .keras} files, which are zip files of a
 * configuration and an HDF5 file. After <a href="https://keras.io/guides/serialization_and_saving/">Keras' description</a> and its
 * sources.
 */
public final class KerasFormat implements ModelFormat {
    private static final String CONFIG = "config.json";
    private static final String WEIGHTS = "model.weights.h5";
    private static final String METADATA = "metadata.json";
    private static final String SHARDS = "model.weights.json";
    private static final String MODEL_WEIGHTS = "model_weights";

    /** For the service loader. */
    public KerasFormat() {}

    @Override
    public String name() {
        return "keras";
    }

    @Override
    public String description() {
        return "whole models and weights of Keras 2 and 3 (.keras, .h5)";
    }

    @Override
    public boolean recognises(ModelFile file) {
        return file.startsWith(0x89, 'H', 'D', 'F', '\r', '\n', 0x1a, '\n')
                || file.entries().contains(CONFIG) && file.entries().contains(METADATA)
                || file.entries().contains(WEIGHTS) || file.entries().contains(SHARDS);
    }

    @Override
    public Model read(ModelFile file) {
        return file.entries().isEmpty() ? hdf5(file) : archive(file);
    }

    private static Model archive(ModelFile file) {
        if (file.entries().contains(SHARDS)) {
            throw new BnException(file.path() + ": its arrays are in several files (" + SHARDS
                    + "); save the model without max_shard_size");
        }
        JsonNode config = Json.parse(ZipParts.text(file, CONFIG), file.path() + ": " + CONFIG);
        JsonNode metadata = file.entries().contains(METADATA)
                ? Json.parse(ZipParts.text(file, METADATA), file.path() + ": " + METADATA) : Json.tree(new Object[0]);
        Hdf5File arrays = Hdf5File.read(file, ZipParts.numbers(file, WEIGHTS));
        return new KerasReader(file, arrays, new NumberedWeights(arrays)).model(config,
                metadata.path("keras_version").asText("3"));
    }

    private static Model hdf5(ModelFile file) {
        Hdf5File arrays = Hdf5File.read(file, ZipParts.map(file));
        Optional<String> config = arrays.text("", "model_config");
        if (config.isPresent()) {
            String what = file.path() + ": the attribute model_config";
            String version = arrays.text("", "keras_version").or(() -> arrays.text(MODEL_WEIGHTS, "keras_version")).orElse("2");
            return new KerasReader(file, arrays, new NamedWeights(arrays, MODEL_WEIGHTS))
                    .model(Json.parse(config.get().getBytes(StandardCharsets.UTF_8), what), version);
        }
        return WeightsOnly.model(file, arrays, "the file has weights alone; save the whole model (model.save)");
    }
}
