package bn.experiments.run;

import bn.api.BnException;
import bn.api.DType;
import bn.api.InvalidRequestException;
import bn.api.backend.Backend;
import bn.api.norm.Affine;
import bn.api.norm.NormalizationOptions;
import bn.api.norm.NormalizationProvider;
import bn.experiments.architecture.Architecture;
import bn.experiments.data.ChannelNormalization;
import bn.experiments.network.Network;
import bn.experiments.network.NetworkSpec;
import bn.experiments.network.OptimizerState;
import bn.experiments.result.Json;
import bn.experiments.result.Safetensors;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * A network in a safetensors file. The arrays are its parameters and running statistics, by the names of {@link Network#state}.
 * The metadata say how to build it (see {@link CheckpointMetadata}). The checkpoint of a training run also has the metadata
 * {@code run}, its settings, {@code data}, the {@link DataIdentity} of its data, and, where images are normalized,
 * {@code imageNormalization}, all as JSON. All numbers are finite.
 *
 * @param file where it was read from
 * @param network what the metadata say about the network
 * @param stored all arrays by name; the state of an optimizer and rates may be among them
 * @param metadata strings by name
 */
public record Checkpoint(Path file, CheckpointMetadata network, Map<String, Safetensors.Stored> stored,
        Map<String, String> metadata) {
    /** The name of the normalization of a network without one. */
    public static final String NO_NORMALIZATION = "none";
    static final String RUN = "run";
    /** The key of the metadata that say what the network was trained on. */
    public static final String DATA = "data";
    /** The key of the metadata that say how its images are normalized. */
    public static final String IMAGE_NORMALIZATION = "imageNormalization";

    /** The key of the metadata that say what another tool calls the linear maps of the layers. */
    public static final String LINEAR_NAMES = "linearNames";

    /**
     * A network that is in no file.
     *
     * @param file for messages
     * @param normalization name of its normalization
     */
    public static Checkpoint of(Path file, Network network, String normalization) {
        Map<String, List<Integer>> shapes = CheckpointArrays.shapes(network.spec().architecture());
        String dtype = network.spec().dtype() == DType.FLOAT64 ? "F64" : "F32";
        Map<String, Safetensors.Stored> stored = new TreeMap<>();
        network.state().forEach((name, values) -> stored.put(name,
                new Safetensors.Stored(dtype, shapes.getOrDefault(name, List.of(values.length)), values)));
        return new Checkpoint(file, new CheckpointMetadata(network.spec().architecture(), network.spec().dtype(), normalization,
                network.spec().normalization(), List.of()), stored, Map.of());
    }

    /**
     * Writes a network.
     *
     * @param normalization name of its normalization
     * @param more further arrays
     * @param notes further metadata
     * @throws BnException if a number is NaN or infinite, as in a network that has diverged
     */
    public static void write(OutputStream out, Network network, String normalization, Map<String, double[]> more,
            Map<String, String> notes) throws IOException {
        TreeMap<String, double[]> arrays = new TreeMap<>(network.state());
        arrays.putAll(more);
        CheckpointArrays.requireFinite(arrays, "the network has diverged: ",
                ", so no checkpoint is written; lower the learning rate, or look for extreme inputs");
        write(out, network.spec(), normalization, arrays, notes);
    }

    /** Writes this network, its further arrays and its metadata, so that {@link #read} gives the same network. */
    public void write(OutputStream out) throws IOException {
        write(out, new NetworkSpec(architecture(), dtype(), conventions(), 1, 0), normalization(), arrays(), metadata);
    }

    /** Writes the state of a network and further arrays; all numbers must be finite. */
    static void write(OutputStream out, NetworkSpec network, String normalization, Map<String, double[]> arrays,
            Map<String, String> notes) throws IOException {
        Map<String, String> metadata = CheckpointMetadata.of(network, normalization);
        metadata.putAll(notes);
        Safetensors.write(out, network.dtype(), new TreeMap<>(arrays), CheckpointArrays.shapes(network.architecture()), metadata);
    }

    /**
     * Reads a file.
     *
     * @throws InvalidRequestException if there is no such file
     * @throws BnException if it is damaged or not a checkpoint that says which network it holds, or has a number that is not
     *     finite
     */
    public static Checkpoint read(Path file) {
        return read(file, name -> true);
    }

    /** Reads the network of a file without the state of the optimizer, which takes as much memory again, or twice that. */
    public static Checkpoint readNetwork(Path file) {
        return read(file, name -> !OptimizerState.has(name));
    }

    private static Checkpoint read(Path file, Predicate<String> wanted) {
        if (!Files.isRegularFile(file)) {
            throw new InvalidRequestException("there is no checkpoint " + file + "; a training run writes one to its folder",
                    RunRemedy.TRAIN);
        }
        Safetensors.Contents contents = Safetensors.read(file, wanted);
        Map<String, String> metadata = contents.metadata();
        for (String key : CheckpointMetadata.NEEDED) {
            if (!metadata.containsKey(key)) {
                throw new BnException(file + " does not say which network it holds (its metadata has no '" + key
                        + "'); use a checkpoint of a training run or of a folded network", RunRemedy.TRAIN, RunRemedy.FOLD);
            }
        }
        try {
            // A normalization without a shift of its own leaves the bias to the linear layer.
            CheckpointMetadata network = CheckpointMetadata.read(metadata,
                    contents.arrays().containsKey("layer1.bias") ? Affine.off() : Affine.learned());
            Checkpoint checkpoint = new Checkpoint(file, network, contents.arrays(), metadata);
            checkpoint.checked().check(network.architecture());
            return checkpoint;
        } catch (InvalidRequestException | IllegalArgumentException e) {
            throw new BnException("the metadata of " + file + " are damaged: " + e.getMessage(), e);
        }
    }

    private CheckpointArrays checked() {
        return new CheckpointArrays(file.toString(), stored);
    }

    /** The values of all arrays, by name. */
    public Map<String, double[]> arrays() {
        return checked().values();
    }

    /** Widths of the layers. */
    public Architecture architecture() {
        return network.architecture();
    }

    /** The dtype that the numbers were computed in. */
    public DType dtype() {
        return network.dtype();
    }

    /** Name of the normalization in the hidden layers. */
    public String normalization() {
        return network.normalization();
    }

    /** The conventions of the normalization; those of PyTorch where the file does not say. */
    public NormalizationOptions conventions() {
        return network.conventions();
    }

    /** Notes for the user: numbers that were converted, and conventions that the file does not state. */
    public List<String> notes() {
        List<String> notes = new ArrayList<>();
        checked().converted(dtype())
                .forEach(each -> notes.add(file + ": converted without a change: " + each));
        if (!network.unstated().isEmpty() && !normalization().equals(NO_NORMALIZATION)) {
            notes.add(file + " does not say " + String.join(", ", network.unstated()) + "; taken to be as in PyTorch");
        }
        return notes;
    }

    /**
     * A number among the settings of the run that made it, by the name of the option of {@code bn train}, if it is known.
     *
     * @throws BnException if the metadata are damaged
     */
    public Optional<Double> setting(String name) {
        return Optional.ofNullable(metadata.get(RUN)).map(text -> parse(RUN, text).path(name))
                .filter(value -> !value.isMissingNode())
                .map(value -> {
                    if (!value.isNumber() || !Double.isFinite(value.doubleValue())) {
                        throw new BnException(what(RUN) + " are damaged: " + name + " is no number");
                    }
                    return value.doubleValue();
                });
    }

    /**
     * What it was trained on, if that is known.
     *
     * @throws BnException if the metadata are damaged
     */
    public Optional<DataIdentity> data() {
        return Optional.ofNullable(metadata.get(DATA)).map(text -> Json.read(parse(DATA, text), DataIdentity.class, what(DATA)));
    }

    /**
     * How the images are normalized that the network takes; empty if they are not.
     *
     * @throws BnException if the metadata are damaged
     */
    public Optional<ChannelNormalization> imageNormalization() {
        return Optional.ofNullable(metadata.get(IMAGE_NORMALIZATION)).map(text -> Json
                .read(parse(IMAGE_NORMALIZATION, text), ChannelNormalization.class, what(IMAGE_NORMALIZATION)));
    }

    /** What another tool calls the linear map of each layer, by the name of the layer; empty if no other tool wrote the file. */
    public Map<String, String> linearNames() {
        Map<String, String> names = new TreeMap<>();
        Optional.ofNullable(metadata.get(LINEAR_NAMES)).ifPresent(text -> parse(LINEAR_NAMES, text).properties()
                .forEach(entry -> names.put(entry.getKey(), entry.getValue().asText())));
        return names;
    }

    private JsonNode parse(String key, String text) {
        return Json.parse(text.getBytes(StandardCharsets.UTF_8), what(key));
    }

    private String what(String key) {
        return "the metadata '" + key + "' of " + file;
    }

    /**
     * The network.
     *
     * @param provider of its normalization
     * @param maxBatch the largest batch that it can take
     * @throws BnException if the arrays are not those of such a network
     */
    public Network open(Backend backend, NormalizationProvider provider, int maxBatch) {
        Network opened = new Network(backend, new NetworkSpec(architecture(), dtype(), conventions(), maxBatch, 0), provider);
        try {
            restore(opened);
            return opened;
        } catch (BnException e) {
            opened.close();
            throw e;
        }
    }

    /**
     * Sets a network to this state.
     *
     * @throws BnException if the arrays are not those of that network, or it cannot be in such a state
     */
    public void restore(Network other) {
        boolean stated = network.unstated().isEmpty() || normalization().equals(NO_NORMALIZATION);
        checked().check(other, stated ? other.parameters().size() : -1,
                normalization().equals(NO_NORMALIZATION));
        try {
            other.restore(arrays());
        } catch (BnException e) {
            throw new BnException(file + " holds no network: " + e.getMessage(), e);
        }
    }
}
