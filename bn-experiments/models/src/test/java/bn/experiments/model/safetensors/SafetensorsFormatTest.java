package bn.experiments.model.safetensors;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.api.BnException;
import bn.api.DType;
import bn.experiments.model.BatchNormLayer;
import bn.experiments.model.LinearMap;
import bn.experiments.model.Model;
import bn.experiments.model.ModelFile;
import bn.experiments.model.checkpoint.CheckpointFormat;
import bn.experiments.result.Safetensors;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafetensorsFormatTest {
    private final SafetensorsFormat format = new SafetensorsFormat();

    @TempDir
    private Path scratch;

    private ModelFile file(Map<String, double[]> arrays, Map<String, List<Integer>> shapes, Map<String, String> metadata)
            throws IOException {
        Path path = scratch.resolve("w.safetensors");
        try (OutputStream out = Files.newOutputStream(path)) {
            Safetensors.write(out, DType.FLOAT32, new TreeMap<>(arrays), shapes, metadata);
        }
        return ModelFile.of(path);
    }

    private static Map<String, double[]> batchNorm() {
        return Map.of("conv1.weight", new double[] {1, 2, 3, 4}, "bn1.weight", new double[] {0.5, -1}, "bn1.bias",
                new double[] {0, 0.1f}, "bn1.running_mean", new double[] {1, 2}, "bn1.running_var", new double[] {3, 0});
    }

    @Test
    void layersOfAStateDict() throws IOException {
        ModelFile file = file(batchNorm(), Map.of("conv1.weight", List.of(2, 2, 1, 1)), Map.of("format", "pt"));
        assertTrue(format.recognises(file));
        assertFalse(new CheckpointFormat().recognises(file));
        Model model = format.read(file);
        BatchNormLayer layer = model.layers().get(0);
        assertArrayEquals(new double[] {0.5, -1}, layer.gamma().orElseThrow());
        assertArrayEquals(new double[] {0, 0.1f}, layer.beta().orElseThrow());
        assertArrayEquals(new double[] {3, 0}, layer.variance().orElseThrow());
        assertEquals(new LinearMap("conv1", LinearMap.CONVOLUTION, List.of(2, 2, 1, 1)), layer.linear().orElseThrow());
        assertEquals("F32", model.arrays().get("conv1.weight").dtype());
        assertArrayEquals(new double[] {1, 2, 3, 4}, model.arrays().get("conv1.weight").values());
        assertTrue(model.noGraph().isPresent());
    }

    @Test
    void aChangedNumberIsFoundWhereThereIsAChecksum() throws IOException {
        Path path = file(batchNorm(), Map.of(), Map.of()).path();
        byte[] bytes = Files.readAllBytes(path);
        bytes[bytes.length - 1] ^= 1;
        Files.write(path, bytes);
        String message = assertThrows(BnException.class, () -> format.read(ModelFile.of(path))).getMessage();
        assertTrue(message.contains("does not have its checksum"), message);
    }

    /** 5 GiB of zeros that take no place on the disk, and numbers after them. */
    @Test
    void offsetsBeyondTwoGibibytes() throws IOException {
        long zeros = 5L << 30;
        String header = "{\"a.weight\":{\"dtype\":\"F32\",\"shape\":[1,1342177280],\"data_offsets\":[0," + zeros + "]},"
                + entry("b.weight", zeros) + "," + entry("b.bias", zeros + 8) + "," + entry("b.running_mean", zeros + 16) + ","
                + entry("b.running_var", zeros + 24) + "}";
        Path path = scratch.resolve("large.safetensors");
        byte[] json = header.getBytes(StandardCharsets.UTF_8);
        ByteBuffer numbers = ByteBuffer.allocate(32).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 1; i <= 8; i++) {
            numbers.putFloat(i);
        }
        try (RandomAccessFile out = new RandomAccessFile(path.toFile(), "rw")) {
            out.write(ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(json.length).array());
            out.write(json);
            out.seek(8 + json.length + zeros);
            out.write(numbers.array());
        }
        BatchNormLayer layer = format.read(ModelFile.of(path)).layers().get(0);
        assertArrayEquals(new double[] {1, 2}, layer.gamma().orElseThrow());
        assertArrayEquals(new double[] {7, 8}, layer.variance().orElseThrow());
    }

    private static String entry(String name, long from) {
        return "\"" + name + "\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[" + from + "," + (from + 8) + "]}";
    }

    @Test
    void aFileThatIsCutOffAfterItWasOpenedIsRefused() throws IOException {
        Model model = format.read(file(batchNorm(), Map.of(), Map.of()));
        byte[] bytes = Files.readAllBytes(model.file().path());
        Files.write(model.file().path(), Arrays.copyOf(bytes, bytes.length - 20));
        String message = assertThrows(BnException.class, () -> model.arrays().get("conv1.weight").values()).getMessage();
        assertTrue(message.contains("shorter than when it was opened"), message);
    }
}
