package bn.experiments.run;

import bn.api.BnException;
import bn.api.DType;
import bn.api.UsageException;
import bn.api.backend.Backend;
import bn.api.norm.Affine;
import bn.api.norm.NormalizationOptions;
import bn.api.norm.NormalizationProvider;
import bn.experiments.network.Architecture;
import bn.experiments.network.Dense;
import bn.experiments.network.Network;
import bn.experiments.network.NetworkSpec;
import bn.experiments.result.Json;
import bn.experiments.result.Safetensors;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A network in a safetensors file: its parameters and running statistics by the names of {@link Network#state}, and in the
 * metadata what it takes to build it: {@code architecture}, {@code dtype}, {@code normalization} and {@code eps}.
 *
 * @param file where it was read from
 * @param architecture widths of the layers
 * @param dtype that the numbers were computed in
 * @param normalization name of the normalization in the hidden layers
 * @param eps that it adds to variances
 * @param arrays all arrays by name, which may be more than the network's
 */
public record Checkpoint(Path file, Architecture architecture, DType dtype, String normalization, double eps,
        Map<String, double[]> arrays) {
    /** The name of the normalization that is none. */
    public static final String NO_NORMALIZATION = "none";

    /**
     * Writes a network.
     *
     * @param normalization name of its normalization
     * @param more further arrays
     * @param notes further metadata
     */
    public static void write(OutputStream out, Network network, String normalization, Map<String, double[]> more,
            Map<String, String> notes) throws IOException {
        TreeMap<String, double[]> arrays = new TreeMap<>(network.state());
        arrays.putAll(more);
        Map<String, String> metadata = new HashMap<>(notes);
        metadata.put("architecture", network.spec().architecture().toString());
        metadata.put("dtype", network.spec().dtype().label());
        metadata.put("normalization", normalization);
        metadata.put("eps", String.valueOf(network.spec().normalization().eps()));
        Map<String, List<Integer>> shapes = new HashMap<>();
        for (int i = 0; i < network.layers().size(); i++) {
            Dense dense = network.layers().get(i).dense();
            shapes.put("layer" + (i + 1) + ".weights", List.of(dense.outputs(), dense.inputs()));
        }
        Safetensors.write(out, network.spec().dtype(), arrays, shapes, metadata);
    }

    /**
     * Reads a file.
     *
     * @throws UsageException if there is no such file
     * @throws BnException if it is not a checkpoint that says which network it holds
     */
    public static Checkpoint read(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new UsageException("there is no checkpoint " + file + "; bn train leaves one in its output folder");
        }
        Safetensors.Contents contents = Safetensors.read(file);
        Map<String, String> metadata = contents.metadata();
        for (String key : List.of("architecture", "dtype", "normalization", "eps")) {
            if (!metadata.containsKey(key)) {
                throw new BnException(file + " does not say which network it holds (its metadata has no '" + key
                        + "'); use a checkpoint that bn train or bn fold has written");
            }
        }
        try {
            return new Checkpoint(file, Architecture.parse(metadata.get("architecture")), DType.of(metadata.get("dtype")),
                    metadata.get("normalization"), Double.parseDouble(metadata.get("eps")), contents.arrays());
        } catch (UsageException | NumberFormatException e) {
            throw new BnException("the metadata of " + file + " are damaged: " + e.getMessage(), e);
        }
    }

    /** The manifest of the run that it belongs to, if that lies beside it. */
    public Optional<JsonNode> manifest() {
        Path manifest = file.resolveSibling(RunFiles.MANIFEST);
        try {
            return Files.exists(manifest) ? Optional.of(Json.parse(Files.readAllBytes(manifest), manifest.toString()))
                    : Optional.empty();
        } catch (IOException e) {
            throw new BnException("cannot read " + manifest + ": " + e.getMessage(), e);
        }
    }

    /**
     * The network.
     *
     * @param provider of its normalization
     * @param maxBatch the largest batch that it is to take
     * @throws BnException if the arrays are not those of such a network
     */
    public Network open(Backend backend, NormalizationProvider provider, int maxBatch) {
        // A normalization without a shift of its own leaves the bias to the product.
        Affine affine = arrays.containsKey("layer1.bias") ? Affine.off() : Affine.learned();
        NormalizationOptions options = NormalizationOptions.pytorch().withEps(eps).withAffine(affine);
        Network network = new Network(backend, new NetworkSpec(architecture, dtype, options, maxBatch, 0), provider);
        try {
            restore(network);
        } catch (BnException e) {
            network.close();
            throw e;
        }
        return network;
    }

    /**
     * Sets a network to this state.
     *
     * @throws BnException if the arrays are not those of that network
     */
    public void restore(Network network) {
        network.state().forEach((name, values) -> {
            double[] saved = arrays.get(name);
            if (saved == null || saved.length != values.length) {
                throw new BnException(file + " does not fit a network " + network.spec().architecture() + " with normalization "
                        + normalization + ": its array '" + name + "' " + (saved == null ? "is missing"
                                : "has " + saved.length + " numbers, not " + values.length));
            }
        });
        network.restore(arrays);
    }
}
