package bn.experiments.model.dl4j;

import bn.experiments.result.Json;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Files of Deeplearning4j, written after the description of its format. */
final class Dl4jFiles {
    private static final String LAYERS = "org.deeplearning4j.nn.conf.layers.";
    private static final String PREPROCESSORS = "org.deeplearning4j.nn.conf.preprocessor.";

    private Dl4jFiles() {}

    /** A layer with its settings and activation. */
    static Map<String, Object> layer(String type, String activation, Map<String, Object> settings) {
        Map<String, Object> layer = new LinkedHashMap<>(settings);
        layer.put("@class", LAYERS + type);
        layer.put("activationFn", Map.of("@class", "org.nd4j.linalg.activations.impl.Activation" + activation));
        return layer;
    }

    static Map<String, Object> preProcessor(String type, int channels, int height, int width) {
        return Map.of("@class", PREPROCESSORS + type, "numChannels", channels, "inputHeight", height, "inputWidth", width);
    }

    /** The configuration of a MultiLayerNetwork; preprocessors by the number of the layer. */
    static Map<String, Object> sequence(List<Map<String, Object>> layers, Map<String, Object> preProcessors) {
        List<Object> confs = new ArrayList<>();
        layers.forEach(layer -> confs.add(Map.of("layer", layer)));
        return Map.of("confs", confs, "inputPreProcessors", preProcessors);
    }

    /** A layer as a vertex of a ComputationGraph. */
    static Map<String, Object> vertex(Map<String, Object> layer, Map<String, Object> preProcessor) {
        Map<String, Object> vertex = new HashMap<>();
        vertex.put("@class", "org.deeplearning4j.nn.conf.graph.LayerVertex");
        vertex.put("layerConf", Map.of("layer", layer));
        vertex.put("preProcessor", preProcessor.isEmpty() ? null : preProcessor);
        return vertex;
    }

    /** A row of float32 with the headers of version 1.0. */
    static byte[] floats(double... numbers) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        long[] shape = {2, 1, numbers.length, numbers.length, 1, 8192, 1, 99};
        header(out, "LONG_SHAPE", shape.length, "LONG");
        for (long each : shape) {
            out.writeLong(each);
        }
        header(out, "MIXED_DATA_TYPES", numbers.length, "FLOAT");
        for (double number : numbers) {
            out.writeFloat((float) number);
        }
        return bytes.toByteArray();
    }

    /** A row of float64 with the headers of version 0.9, whose lengths and shapes have 4 bytes. */
    static byte[] oldDoubles(double... numbers) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        int[] shape = {2, 1, numbers.length, 1, 1, 0, 1, 99};
        out.writeUTF("JAVACPP");
        out.writeInt(shape.length);
        out.writeUTF("INT");
        for (int each : shape) {
            out.writeInt(each);
        }
        out.writeUTF("DIRECT");
        out.writeInt(numbers.length);
        out.writeUTF("DOUBLE");
        for (double number : numbers) {
            out.writeDouble(number);
        }
        return bytes.toByteArray();
    }

    private static void header(DataOutputStream out, String kind, long length, String type) throws IOException {
        out.writeUTF(kind);
        out.writeLong(length);
        out.writeUTF(type);
    }

    /** 1, 2, 3, and so on. */
    static double[] count(int numbers) {
        return DoubleStream.iterate(1, x -> x + 1).limit(numbers).toArray();
    }

    static Path write(Path path, Object configuration, byte[] coefficients) throws IOException {
        Files.write(path, zip(Json.compact(configuration).getBytes(StandardCharsets.UTF_8), coefficients));
        return path;
    }

    static byte[] zip(byte[] configuration, byte[] coefficients) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("configuration.json"));
            zip.write(configuration);
            zip.putNextEntry(new ZipEntry("coefficients.bin"));
            zip.write(coefficients);
        }
        return bytes.toByteArray();
    }
}
