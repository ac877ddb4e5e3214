package bn.experiments.model.pytorch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.api.BnException;
import bn.experiments.fuzz.Mutations;
import bn.experiments.model.Model;
import bn.experiments.model.ModelArray;
import bn.experiments.model.ModelFile;
import bn.experiments.model.ModelFormat;
import bn.experiments.model.safetensors.SafetensorsFormat;
import bn.experiments.result.Json;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Damaged copies of files are refused in one line, or read as their bytes say. Another exception than that of a failure, such as one of
 * an index, ends the test.
 */
class ModelFuzzTest {
    private static final int COPIES = 2000;

    @TempDir
    private Path scratch;

    /** All arrays with their shapes, values and types; empty if the file is refused. */
    private Optional<Map<String, String>> read(ModelFormat format, byte[] bytes) throws IOException {
        Path path = Files.write(scratch.resolve("copy"), bytes);
        try {
            Model model = format.read(ModelFile.of(path));
            Map<String, String> arrays = new TreeMap<>();
            model.arrays().forEach((name, array) -> arrays.put(name, text(array)));
            return Optional.of(arrays);
        } catch (BnException e) {
            assertTrue(e.getMessage().contains("copy") && e.getMessage().lines().count() == 1, e.getMessage());
            return Optional.empty();
        }
    }

    private static String text(ModelArray array) {
        double[] values = array.values();
        assertEquals(array.count(), values.length);
        return array.dtype() + array.shape() + Arrays.toString(values);
    }

    /** Every byte of a zip file that matters is covered by a checksum or compared with another place. */
    @Test
    void aDamagedZipFileIsRefusedOrUnchanged() throws IOException {
        for (boolean compressed : new boolean[] {false, true}) {
            byte[] original = TorchFile.small().zip(compressed);
            Map<String, String> expected = read(new PytorchFormat(), original).orElseThrow();
            Mutations mutations = new Mutations(compressed ? 1 : 2);
            int accepted = 0;
            for (int i = 0; i < COPIES; i++) {
                Optional<Map<String, String>> found = read(new PytorchFormat(), mutations.next(original));
                int copy = i;
                found.ifPresent(arrays -> assertEquals(expected, arrays, () -> "copy " + copy));
                accepted += found.isPresent() ? 1 : 0;
            }
            assertTrue(accepted > 20, "of " + COPIES + " only " + accepted + " could be compared");
        }
    }

    /** Where the pickles are as they were, names and shapes are, and the numbers are those of the bytes. */
    @Test
    void aDamagedFileOfTheOldFormIsRefusedOrReadAsItsBytesSay() throws IOException {
        byte[] original = TorchFile.small().legacy();
        Map<String, String> expected = read(new PytorchFormat(), original).orElseThrow();
        int pickles = original.length - (8 + 24 * 4) - 4 * (8 + 3 * 4) - (8 + 8);
        Mutations mutations = new Mutations(3);
        int accepted = 0;
        for (int i = 0; i < COPIES; i++) {
            // Every other copy is damaged in the storages alone.
            byte[] copy = i % 2 == 0 ? mutations.next(original)
                    : joined(Arrays.copyOf(original, pickles),
                            mutations.next(Arrays.copyOfRange(original, pickles, original.length)));
            Optional<Map<String, String>> found = read(new PytorchFormat(), copy);
            if (found.isPresent() && copy.length == original.length
                    && Arrays.equals(copy, 0, pickles, original, 0, pickles)) {
                accepted++;
                Map<String, String> bytes = new TreeMap<>();
                ByteBuffer in = ByteBuffer.wrap(copy).order(ByteOrder.LITTLE_ENDIAN).position(pickles);
                for (String name : List.of("conv1.weight", "bn1.weight", "bn1.bias", "bn1.running_mean", "bn1.running_var")) {
                    double[] values = new double[(int) in.getLong()];
                    Arrays.setAll(values, each -> in.getFloat());
                    bytes.put(name, "F32" + (values.length == 24 ? "[3, 2, 2, 2]" : "[3]") + Arrays.toString(values));
                }
                bytes.put("bn1.num_batches_tracked", "I64[]" + Arrays.toString(new double[] {in.getLong(in.position() + 8)}));
                assertEquals(bytes, found.get(), "copy " + i);
            }
        }
        assertTrue(accepted > 50, "of " + COPIES + " only " + accepted + " could be compared");
        assertEquals(6, expected.size());
    }

    private static byte[] joined(byte[] first, byte[] second) {
        byte[] all = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        return all;
    }

    @Test
    void aDamagedSafetensorsFileIsRefusedOrReadAsItsBytesSay() throws IOException {
        byte[] original = safetensors();
        assertEquals(4, read(new SafetensorsFormat(), original).orElseThrow().size());
        Mutations mutations = new Mutations(4);
        int accepted = 0;
        for (int i = 0; i < COPIES; i++) {
            byte[] copy = mutations.next(original);
            Optional<Map<String, String>> found = read(new SafetensorsFormat(), copy);
            if (found.isPresent()) {
                accepted++;
                assertEquals(naive(copy), found.get(), "copy " + i);
            }
        }
        assertTrue(accepted > 50, "of " + COPIES + " only " + accepted + " could be compared");
    }

    private static byte[] safetensors() {
        ByteBuffer data = ByteBuffer.allocate(200).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < 50; i++) {
            data.putFloat(1 + i / 4f);
        }
        String header = "{\"w\":{\"dtype\":\"F32\",\"shape\":[22,2],\"data_offsets\":[0,176]},"
                + "\"n.weight\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[176,184]},"
                + "\"n.running_mean\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[184,192]},"
                + "\"n.running_var\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[192,200]}}   ";
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(header.length()).array());
        out.writeBytes(header.getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(data.array());
        return out.toByteArray();
    }

    /** The arrays by the description of the format, of files that are right and have nothing but float32. */
    private static Map<String, String> naive(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int length = (int) in.getLong();
        JsonNode header = Json.parse(Arrays.copyOfRange(bytes, 8, 8 + length), "the header");
        Map<String, String> arrays = new TreeMap<>();
        header.properties().forEach(field -> {
            assertEquals("F32", field.getValue().path("dtype").textValue());
            int from = field.getValue().path("data_offsets").get(0).intValue();
            int to = field.getValue().path("data_offsets").get(1).intValue();
            double[] values = new double[(to - from) / 4];
            Arrays.setAll(values, i -> in.getFloat(8 + length + from + 4 * i));
            String shape = field.getValue().path("shape").toString().replace(",", ", ");
            arrays.put(field.getKey(), "F32" + shape + Arrays.toString(values));
        });
        return arrays;
    }

    /** A pickle that refers to itself or nests without end is no deep recursion and takes no memory that the file does not have. */
    @Test
    void picklesThatGrowAreRefused() throws IOException {
        PickleBytes nested = new PickleBytes().op(']');
        for (int i = 0; i < 100_000; i++) {
            nested.op(0x85);
        }
        assertEquals(Optional.empty(), read(new PytorchFormat(), TorchFile.small().zip(true, nested.stop())));
        PickleBytes itself = new PickleBytes().op('}', 'q', 0).text("state").op('h', 0, 's');
        assertEquals(Optional.empty(), read(new PytorchFormat(), TorchFile.small().zip(true, itself.stop())));
        PickleBytes key = new PickleBytes().op('}', ']', 'q', 0, 'h', 0, 'a', 'N', 's');
        assertEquals(Optional.empty(), read(new PytorchFormat(), TorchFile.small().zip(true, key.stop())));
        byte[] many = new byte[(int) (Runtime.getRuntime().maxMemory() / 256) + 100];
        Arrays.fill(many, (byte) ']');
        many[0] = (byte) 0x80;
        many[1] = 2;
        String message = assertThrows(BnException.class, () -> new PytorchFormat()
                .read(ModelFile.of(Files.write(scratch.resolve("many"), TorchFile.small().zip(true, many))))).getMessage();
        assertTrue(message.contains("more objects than fit the memory"), message);
    }
}
