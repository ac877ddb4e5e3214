package bn.experiments.model.keras;

import bn.experiments.result.Json;
import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import io.jhdf.api.WritableGroup;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Files of Keras that jHDF writes: a configuration of layers, and arrays by path. */
final class KerasFiles {
    private final List<Map<String, Object>> layers = new ArrayList<>();
    private final Map<String, Object> arrays = new LinkedHashMap<>();

    /** Adds a layer of a Sequential model. */
    KerasFiles layer(String className, String name, Map<String, Object> settings) {
        Map<String, Object> config = new LinkedHashMap<>(settings);
        config.put("name", name);
        layers.add(Map.of("class_name", className, "config", config));
        return this;
    }

    /** Adds a layer of a Functional model. */
    KerasFiles layer(String className, String name, Map<String, Object> settings, String... sources) {
        layer(className, name, settings);
        Map<String, Object> layer = new LinkedHashMap<>(layers.remove(layers.size() - 1));
        List<Object> call = new ArrayList<>();
        for (String source : sources) {
            call.add(List.of(source, 0, 0, Map.of()));
        }
        layer.put("name", name);
        layer.put("inbound_nodes", call.isEmpty() ? List.of() : List.of(call));
        layers.add(layer);
        return this;
    }

    /** Adds a model as a layer. */
    KerasFiles model(Map<String, Object> model, String name, String source) {
        Map<String, Object> layer = new LinkedHashMap<>(model);
        layer.put("name", name);
        layer.put("inbound_nodes", List.of(List.of(List.of(source, 0, 0, Map.of()))));
        layers.add(layer);
        return this;
    }

    /** Adds an array: nested Java arrays. */
    KerasFiles array(String path, Object values) {
        arrays.put(path, values);
        return this;
    }

    Map<String, Object> sequential() {
        return Map.of("class_name", "Sequential", "config", Map.of("name", "model", "layers", layers));
    }

    Map<String, Object> functional(String input, String output) {
        return Map.of("class_name", "Functional", "config", Map.of("name", "model", "layers", layers, "input_layers",
                List.of(List.of(input, 0, 0)), "output_layers", List.of(List.of(output, 0, 0))));
    }

    /** Writes an HDF5 file; without configuration it has weights alone. */
    Path h5(Path path, Object config) throws IOException {
        Files.deleteIfExists(path);
        try (WritableHdfFile file = HdfFile.write(path)) {
            if (config != null) {
                file.putAttribute("model_config", Json.compact(config));
                file.putAttribute("keras_version", "2.4.0");
            }
            Map<String, WritableGroup> groups = new LinkedHashMap<>();
            groups.put("", file);
            arrays.forEach((name, values) -> {
                int slash = name.lastIndexOf('/');
                group(groups, slash < 0 ? "" : name.substring(0, slash)).putDataset(name.substring(slash + 1), values);
            });
        }
        return path;
    }

    private static WritableGroup group(Map<String, WritableGroup> groups, String path) {
        WritableGroup known = groups.get(path);
        if (known == null) {
            int slash = path.lastIndexOf('/');
            known = group(groups, slash < 0 ? "" : path.substring(0, slash)).putGroup(path.substring(slash + 1));
            groups.put(path, known);
        }
        return known;
    }

    /** Writes a {@code .keras} file. */
    Path keras(Path path, Object config) throws IOException {
        byte[] h5 = Files.readAllBytes(h5(path.resolveSibling("model.weights.h5"), null));
        Files.write(path, zip(Map.of("config.json", Json.compact(config).getBytes(StandardCharsets.UTF_8), "metadata.json",
                "{\"keras_version\": \"3.5.0\"}".getBytes(StandardCharsets.UTF_8), "model.weights.h5", h5)));
        return path;
    }

    static byte[] zip(Map<String, byte[]> entries) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (var entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
            }
        }
        return bytes.toByteArray();
    }
}
