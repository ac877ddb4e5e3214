package bn.experiments.result;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.api.BnException;
import bn.api.DType;
import bn.experiments.fuzz.Mutations;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Damaged files are rejected with a message of one line that names the file, or are read like by an independent reader. */
class SafetensorsFuzzTest {
    private static final int COPIES = 2000;

    @TempDir
    private Path scratch;

    /** The contents in the form of {@link NaiveSafetensors}; null if the file was rejected. */
    private Map<String, Object> read(byte[] bytes) throws IOException {
        Path file = Files.write(scratch.resolve("copy.safetensors"), bytes);
        try {
            Safetensors.Contents contents = Safetensors.read(file);
            Map<String, Object> found = new TreeMap<>();
            contents.arrays().forEach((name, array) -> found.put(name, Arrays.stream(array.values()).boxed().toList()));
            contents.metadata().forEach((key, value) -> found.put(":" + key, value));
            return found;
        } catch (BnException e) {
            assertTrue(e.getMessage().contains("copy.safetensors") && e.getMessage().lines().count() == 1, e.getMessage());
            return null;
        }
    }

    @Test
    void aDamagedFileWithAChecksumIsRejectedOrUnchanged() throws IOException {
        Random random = new Random(1);
        Map<String, double[]> arrays = Map.of("a", random.doubles(5).toArray(), "b.weights", random.doubles(24).toArray(), "c",
                new double[] {1, 2, 3});
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Safetensors.write(out, DType.FLOAT32, new TreeMap<>(arrays), Map.of("b.weights", List.of(4, 6)), Map.of("epoch", "3"));
        Map<String, Object> original = read(out.toByteArray());
        Mutations mutations = new Mutations(1);
        for (int i = 0; i < COPIES; i++) {
            Map<String, Object> found = read(mutations.next(out.toByteArray()));
            if (found != null) {
                assertEquals(original, found, "copy " + i);
            }
        }
    }

    @Test
    void aDamagedFileWithoutAChecksumIsRejectedOrReadCorrectly() throws IOException {
        byte[] bytes = foreign();
        assertEquals(NaiveSafetensors.read(bytes), read(bytes));
        Mutations mutations = new Mutations(2);
        int accepted = 0;
        for (int i = 0; i < COPIES; i++) {
            accepted += compared(mutations.next(bytes), i);
        }
        assertTrue(accepted > 100, "of " + COPIES + " only " + accepted + " could be compared");
    }

    /** Only digits and letters of the header are changed, so that it is valid JSON more often. */
    @Test
    void aChangedHeaderIsRejectedOrReadCorrectly() throws IOException {
        byte[] bytes = foreign();
        int length = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt();
        Random random = new Random(3);
        int accepted = 0;
        for (int i = 0; i < COPIES; i++) {
            byte[] copy = bytes.clone();
            for (int change = 0; change <= random.nextInt(3); change++) {
                int at = 8 + random.nextInt(length);
                while (!Character.isLetterOrDigit(copy[at])) {
                    at = 8 + random.nextInt(length);
                }
                copy[at] = (byte) (Character.isDigit(copy[at]) ? '0' + random.nextInt(10) : 'a' + random.nextInt(26));
            }
            accepted += compared(copy, i);
        }
        assertTrue(accepted > 50, "of " + COPIES + " only " + accepted + " could be compared");
    }

    private static byte[] foreign() {
        byte[] data = new byte[2024];
        new Random(4).nextBytes(data);
        String header = "{" + SafetensorsBytes.entry("a", "F64", "[2]", 0, 16) + ","
                + SafetensorsBytes.entry("b", "F32", "[1,2]", 16, 24)
                + ",\"__metadata__\":{\"k\":\"v\"}," + SafetensorsBytes.entry("c", "BF16", "[2,500]", 24, 2024) + "}  ";
        return SafetensorsBytes.of(header, data);
    }

    /**
     * 1 if a copy was accepted and is equal to that of the naive reader, which throws if the copy violates the format; 0 if
     * rejected.
     */
    private int compared(byte[] copy, int number) throws IOException {
        Map<String, Object> found = read(copy);
        if (found == null) {
            return 0;
        }
        assertEquals(NaiveSafetensors.read(copy), found, "copy " + number);
        return 1;
    }
}
