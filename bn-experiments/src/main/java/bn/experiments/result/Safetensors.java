package bn.experiments.result;

import bn.api.BnException;
import bn.api.DType;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Named arrays in the safetensors format, which PyTorch and others read too: the length of a JSON header (8 bytes, little
 * endian), the header, then the numbers, little endian, in float32 or float64.
 */
public final class Safetensors {
    private static final String METADATA = "__metadata__";

    private Safetensors() { }

    private record Entry(String dtype, List<Integer> shape, @JsonProperty("data_offsets") List<Long> dataOffsets) { }

    /**
     * Writes arrays in the order of their names.
     *
     * @param shapes shapes of those arrays that are not flat
     * @param metadata strings by name
     */
    public static void write(OutputStream out, DType dtype, SortedMap<String, double[]> arrays,
            Map<String, List<Integer>> shapes, Map<String, String> metadata) throws IOException {
        Map<String, Object> header = new LinkedHashMap<>();
        // Sorted, since the order of an unmodifiable map changes from run to run.
        header.put(METADATA, new TreeMap<>(metadata));
        long offset = 0;
        for (Map.Entry<String, double[]> array : arrays.entrySet()) {
            long end = offset + (long) array.getValue().length * dtype.bytes();
            List<Integer> shape = shapes.getOrDefault(array.getKey(), List.of(array.getValue().length));
            header.put(array.getKey(), new Entry(label(dtype), shape, List.of(offset, end)));
            offset = end;
        }
        byte[] json = Json.text(header).getBytes(StandardCharsets.UTF_8);
        out.write(little(8).putLong(json.length).array());
        out.write(json);
        for (double[] values : arrays.values()) {
            ByteBuffer bytes = little(values.length * dtype.bytes());
            for (double value : values) {
                if (dtype == DType.FLOAT32) {
                    bytes.putFloat((float) value);
                } else {
                    bytes.putDouble(value);
                }
            }
            out.write(bytes.array());
        }
    }

    /**
     * What a file holds.
     *
     * @param arrays by name
     * @param metadata strings by name
     */
    public record Contents(Map<String, double[]> arrays, Map<String, String> metadata) { }

    /**
     * Reads a file that {@link #write} made.
     *
     * @throws BnException if it cannot be read or is not such a file
     */
    public static Contents read(Path file) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
            long length = bytes.remaining() < 8 ? -1 : bytes.getLong();
            if (length < 0 || length > bytes.remaining()) {
                throw new BnException(file + " is not a safetensors file or is truncated");
            }
            byte[] json = new byte[(int) length];
            bytes.get(json);
            JsonNode header = Json.parse(json, "the header of " + file);
            ByteBuffer data = bytes.slice().order(ByteOrder.LITTLE_ENDIAN);
            Map<String, double[]> arrays = new TreeMap<>();
            Map<String, String> metadata = new TreeMap<>();
            for (Map.Entry<String, JsonNode> entry : header.properties()) {
                if (entry.getKey().equals(METADATA)) {
                    entry.getValue().properties().forEach(e -> metadata.put(e.getKey(), e.getValue().asText()));
                } else {
                    arrays.put(entry.getKey(), array(entry.getValue(), data, file));
                }
            }
            return new Contents(arrays, metadata);
        } catch (IOException e) {
            throw new BnException("cannot read the checkpoint " + file + ": " + e.getMessage(), e);
        }
    }

    private static double[] array(JsonNode entry, ByteBuffer data, Path file) {
        int from = entry.at("/data_offsets/0").asInt(-1);
        int to = entry.at("/data_offsets/1").asInt(-1);
        DType dtype = entry.path("dtype").asText().equals(label(DType.FLOAT32)) ? DType.FLOAT32 : DType.FLOAT64;
        if (from < 0 || to < from || to > data.capacity()) {
            throw new BnException(file + " is truncated, or its header is wrong");
        }
        double[] values = new double[(to - from) / dtype.bytes()];
        for (int i = 0; i < values.length; i++) {
            int at = from + i * dtype.bytes();
            values[i] = dtype == DType.FLOAT32 ? data.getFloat(at) : data.getDouble(at);
        }
        return values;
    }

    private static String label(DType dtype) {
        return dtype == DType.FLOAT32 ? "F32" : "F64";
    }

    private static ByteBuffer little(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }
}
