package bn.experiments.result;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A strict reader of safetensors after its specification, for comparison: every byte of the data must belong to exactly one
 * array. It supports F64, F32 and BF16 and ignores checksums. Everything else is an {@link IllegalArgumentException}.
 */
final class NaiveSafetensors {
    private static final Map<String, Integer> SIZES = Map.of("F64", 8, "F32", 4, "BF16", 2);

    private NaiveSafetensors() {}

    private static void require(boolean right) {
        if (!right) {
            throw new IllegalArgumentException();
        }
    }

    /** The values of all arrays by name, and the metadata by their names with a colon in front. */
    static Map<String, Object> read(byte[] file) {
        require(file.length >= 8);
        byte[] reversed = new byte[8];
        for (int i = 0; i < 8; i++) {
            reversed[i] = file[7 - i];
        }
        BigInteger length = new BigInteger(1, reversed);
        require(length.compareTo(BigInteger.valueOf(Math.min(file.length - 8, 100_000_000))) <= 0 && length.signum() > 0
                && file[8] == '{');
        int start = 8 + length.intValue();
        String header;
        try {
            header = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(file, 8, length.intValue())).toString();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException(e);
        }
        Map<String, Object> found = new TreeMap<>();
        int[] owners = new int[file.length - start];
        for (Map.Entry<?, ?> each : ((Map<?, ?>) NaiveJson.read(header)).entrySet()) {
            String name = (String) each.getKey();
            require(each.getValue() instanceof Map);
            if (name.equals("__metadata__")) {
                ((Map<?, ?>) each.getValue()).forEach((key, value) -> {
                    require(value instanceof String);
                    found.put(":" + key, value);
                });
            } else {
                found.put(name, array((Map<?, ?>) each.getValue(), file, start, owners));
            }
        }
        require(Arrays.stream(owners).allMatch(owner -> owner == 1));
        return found;
    }

    private static List<Double> array(Map<?, ?> entry, byte[] file, int start, int[] owners) {
        require(entry.keySet().equals(Set.of("dtype", "shape", "data_offsets")));
        require(entry.get("shape") instanceof List && entry.get("data_offsets") instanceof List);
        Integer size = SIZES.get(entry.get("dtype") instanceof String dtype ? dtype : "");
        require(size != null);
        BigInteger count = BigInteger.ONE;
        for (Object length : (List<?>) entry.get("shape")) {
            count = count.multiply(whole(length));
        }
        List<?> offsets = (List<?>) entry.get("data_offsets");
        require(offsets.size() == 2);
        BigInteger from = whole(offsets.get(0));
        BigInteger to = whole(offsets.get(1));
        require(to.compareTo(BigInteger.valueOf(owners.length)) <= 0 && from.compareTo(to) <= 0);
        require(to.subtract(from).equals(count.multiply(BigInteger.valueOf(size))));
        Set<Integer> seen = new LinkedHashSet<>();
        Double[] values = new Double[count.intValue()];
        for (int i = 0; i < values.length; i++) {
            long bits = 0;
            for (int b = size - 1; b >= 0; b--) {
                int at = from.intValue() + i * size + b;
                owners[at]++;
                seen.add(at);
                bits = bits << 8 | file[start + at] & 0xff;
            }
            values[i] = size == 8 ? Double.longBitsToDouble(bits)
                    : (double) Float.intBitsToFloat((int) (size == 4 ? bits : bits << 16));
        }
        require(seen.size() == values.length * size);
        return Arrays.asList(values);
    }

    private static BigInteger whole(Object number) {
        require(number instanceof BigDecimal decimal && decimal.scale() == 0 && decimal.signum() >= 0);
        return ((BigDecimal) number).toBigIntegerExact();
    }
}
