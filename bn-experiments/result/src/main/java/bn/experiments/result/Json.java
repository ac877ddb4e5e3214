package bn.experiments.result;

import bn.api.BnException;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Reads and writes JSON. Records are objects. Numbers that are not finite are written as null, since JSON cannot express them.
 */
public final class Json {
    /** Strict: a duplicate name, text after the end, and a field of the wrong type are errors. */
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS, DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
                    DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES,
                    DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES, DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .build()
            .registerModule(new SimpleModule()
                    .addSerializer(double.class, new FiniteOrNull())
                    .addSerializer(Double.class, new FiniteOrNull())
                    .addSerializer(double[].class, new FiniteOrNullArray()));

    private static final Pattern MISSING = Pattern.compile("(?:Missing|Null value for) (?:required )?creator property '([^']+)'");

    private Json() {}

    /** A value as indented JSON text that ends with a line feed. */
    public static String text(Object value) {
        try {
            return MAPPER.writeValueAsString(value) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("cannot be written as JSON: " + value.getClass(), e);
        }
    }

    /** A value as JSON text in one line without spaces; maps are sorted by key. */
    public static String compact(Object value) {
        try {
            return MAPPER.writer().without(SerializationFeature.INDENT_OUTPUT)
                    .with(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS).writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("cannot be written as JSON: " + value.getClass(), e);
        }
    }

    /** A value as a tree. */
    public static JsonNode tree(Object value) {
        return MAPPER.valueToTree(value);
    }

    /**
     * Reads a tree from text in UTF-8.
     *
     * @param what names the text in the error message
     * @throws BnException if it is not JSON, or an object has a duplicate name
     */
    public static JsonNode parse(byte[] text, String what) {
        try {
            // Decoded here because Jackson would guess the encoding and replace invalid bytes.
            String decoded = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(text)).toString();
            JsonNode tree = MAPPER.readTree(decoded);
            if (tree.isMissingNode()) {
                throw new BnException(what + " is not valid JSON: it is empty");
            }
            return tree;
        } catch (CharacterCodingException e) {
            throw new BnException(what + " is not valid JSON: it is not text in UTF-8", e);
        } catch (JsonProcessingException e) {
            throw new BnException(what + " is not valid JSON: " + problem(e), e);
        }
    }

    /**
     * Converts a tree to a record.
     *
     * @param what names the tree in the error message
     * @throws BnException if its fields are not exactly those of the record, or one has the wrong type or is null
     */
    public static <T> T read(JsonNode tree, Class<T> type, String what) {
        try {
            T value = MAPPER.treeToValue(tree, type);
            if (value == null) {
                throw new BnException(what + " is not what this version writes: it is null");
            }
            return value;
        } catch (JsonProcessingException e) {
            throw new BnException(what + " is not what this version writes: " + field(e), e);
        }
    }

    /** Says which field is wrong, and why. */
    private static String field(JsonProcessingException e) {
        String path = e instanceof JsonMappingException mapping ? mapping.getPath().stream()
                .map(each -> each.getFieldName() == null ? String.valueOf(each.getIndex()) : each.getFieldName())
                .collect(Collectors.joining(".")) : "";
        Matcher missing = MISSING.matcher(e.getOriginalMessage());
        if (missing.lookingAt()) {
            return "'" + missing.group(1) + "' is missing"
                    + (path.isEmpty() || path.equals(missing.group(1)) ? "" : " in '" + path + "'");
        }
        return e instanceof UnrecognizedPropertyException ? "'" + path + "' is not known"
                : path.isEmpty() ? "it is not an object with named fields" : "'" + path + "' is not of the right type";
    }

    /** Says what is wrong, with line and column. */
    private static String problem(JsonProcessingException e) {
        String problem = e.getOriginalMessage().lines().findFirst().orElse("");
        JsonLocation location = e.getLocation();
        return location == null || location.getLineNr() < 1 ? problem
                : problem + " (line " + location.getLineNr() + ", column " + location.getColumnNr() + ")";
    }

    private static final class FiniteOrNull extends JsonSerializer<Double> {
        @Override
        public void serialize(Double value, JsonGenerator out, SerializerProvider provider) throws IOException {
            write(value, out);
        }
    }

    private static final class FiniteOrNullArray extends JsonSerializer<double[]> {
        @Override
        public void serialize(double[] values, JsonGenerator out, SerializerProvider provider) throws IOException {
            out.writeStartArray();
            for (double value : values) {
                write(value, out);
            }
            out.writeEndArray();
        }
    }

    private static void write(double value, JsonGenerator out) throws IOException {
        if (Double.isFinite(value)) {
            out.writeNumber(value);
        } else {
            out.writeNull();
        }
    }
}
