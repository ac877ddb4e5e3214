package bn.experiments.result;

import bn.api.BnException;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The JSON header of a safetensors file after all checks: the dtypes are known, the byte ranges of the arrays have neither gaps
 * nor overlaps and cover all of the data, their sizes match the shapes, and the metadata are strings.
 *
 * @param metadata strings by name
 * @param entries the arrays, in the order of their bytes
 */
public record SafetensorsHeader(Map<String, String> metadata, List<Entry> entries) {
    static final String METADATA = "__metadata__";
    private static final String DTYPE = "dtype";
    private static final String SHAPE = "shape";
    private static final String OFFSETS = "data_offsets";
    /** The maximum length of a Java array. */
    private static final int MAX_ELEMENTS = Integer.MAX_VALUE - 8;

    /**
     * An array.
     *
     * @param name its name, unique in the file
     * @param type of its elements
     * @param shape its sizes, row-major
     * @param from the first of its bytes in the data after the header
     * @param to the byte after its last one
     */
    public record Entry(String name, ElementType type, List<Integer> shape, long from, long to) {

        /** The number of elements. */
        int count() {
            return (int) ((to - from) / type.bytes());
        }

        /** The entry as it is written in the header. */
        Map<String, Object> json() {
            return new TreeMap<>(Map.of(DTYPE, type.name(), SHAPE, shape, OFFSETS, List.of(from, to)));
        }
    }

    /**
     * Reads and checks a header.
     *
     * @param json the bytes of the header
     * @param data the number of bytes after the header
     * @param file names the file in error messages
     * @throws BnException if the header violates the format
     */
    static SafetensorsHeader parse(byte[] json, long data, String file) {
        if (json.length == 0 || json[0] != '{') {
            throw Safetensors.damaged(file, "its header does not begin with {");
        }
        Map<String, String> metadata = new TreeMap<>();
        List<Entry> entries = new ArrayList<>();
        for (Map.Entry<String, JsonNode> field : Json.parse(json, "the header of " + file).properties()) {
            checkText(field.getKey(), file);
            if (field.getKey().equals(METADATA)) {
                metadata.putAll(strings(field.getValue(), file));
            } else {
                entries.add(entry(field.getKey(), field.getValue(), file));
            }
        }
        entries.sort(Comparator.comparingLong(Entry::from).thenComparingLong(Entry::to));
        long end = 0;
        for (Entry entry : entries) {
            if (entry.from() != end) {
                throw Safetensors.damaged(file, "array '" + entry.name() + "' begins at byte " + entry.from()
                        + " of the data, the array before it ends at " + end);
            }
            end = entry.to();
        }
        if (end != data) {
            throw Safetensors.damaged(file, "it has " + data + " bytes of data, and its arrays take " + end);
        }
        return new SafetensorsHeader(metadata, entries);
    }

    private static Map<String, String> strings(JsonNode node, String file) {
        Map<String, String> strings = new TreeMap<>();
        if (!node.isObject()) {
            throw Safetensors.damaged(file, "its " + METADATA + " is not an object of strings");
        }
        node.properties().forEach(field -> {
            if (!field.getValue().isTextual()) {
                throw Safetensors.damaged(file, "its metadata '" + field.getKey() + "' is not a string");
            }
            checkText(field.getKey(), file);
            checkText(field.getValue().textValue(), file);
            strings.put(field.getKey(), field.getValue().textValue());
        });
        return strings;
    }

    /** Rejects unpaired surrogates, which JSON can express by escapes but UTF-8 cannot encode. */
    private static void checkText(String text, String file) {
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            throw Safetensors.damaged(file, "its header has text that is not Unicode");
        }
    }

    private static Entry entry(String name, JsonNode node, String file) {
        JsonNode offsets = node.path(OFFSETS);
        if (node.size() != 3 || !node.path(DTYPE).isTextual() || !node.path(SHAPE).isArray() || !offsets.isArray()
                || offsets.size() != 2) {
            throw Safetensors.damaged(file, "array '" + name + "' is not described by " + DTYPE + ", " + SHAPE + " and two "
                    + OFFSETS + " alone");
        }
        String label = node.path(DTYPE).textValue();
        ElementType type = Arrays.stream(ElementType.values()).filter(each -> each.name().equals(label)).findFirst()
                .orElseThrow(() -> new BnException(file + ": array '" + name + "' has the dtype '" + label
                        + "', which is not read; store it as one of " + Arrays.toString(ElementType.values())));
        List<Integer> shape = new ArrayList<>();
        node.path(SHAPE).forEach(size -> shape.add((int) few(whole(size, name, file), name, file)));
        long from = whole(offsets.get(0), name, file);
        long to = whole(offsets.get(1), name, file);
        if (to < from || to - from != bytes(shape, type, name, file)) {
            throw Safetensors.damaged(file, "array '" + name + "' of shape " + shape + " and dtype " + type
                    + " cannot be the bytes from " + from + " to " + to);
        }
        return new Entry(name, type, List.copyOf(shape), from, to);
    }

    private static long bytes(List<Integer> shape, ElementType type, String name, String file) {
        long count = 1;
        for (int size : shape) {
            count = few(count * size, name, file);
        }
        return count * type.bytes();
    }

    private static long few(long count, String name, String file) {
        if (count > MAX_ELEMENTS) {
            throw new BnException(
                    file + ": array '" + name + "' has more than " + MAX_ELEMENTS + " numbers; that many are not read; "
                            + "store it in parts");
        }
        return count;
    }

    private static long whole(JsonNode number, String name, String file) {
        if (!number.isIntegralNumber() || !number.canConvertToLong() || number.longValue() < 0) {
            throw Safetensors.damaged(file, "array '" + name + "' has the size or offset " + number
                    + ", which is not an integer from 0 to " + Long.MAX_VALUE);
        }
        return number.longValue();
    }

    /** The canonical form of the header, for the checksum: JSON without spaces, sorted, and without one entry of the metadata. */
    byte[] canonical(String without) {
        Map<String, Object> all = new TreeMap<>();
        Map<String, String> kept = new TreeMap<>(metadata);
        kept.remove(without);
        all.put(METADATA, kept);
        entries.forEach(entry -> all.put(entry.name(), entry.json()));
        return Json.compact(all).getBytes(StandardCharsets.UTF_8);
    }
}
