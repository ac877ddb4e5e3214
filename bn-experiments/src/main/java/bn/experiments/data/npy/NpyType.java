package bn.experiments.data.npy;

import bn.experiments.data.DataException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The element type of a NumPy array.
 *
 * @param kind f (floating point), i (signed), u (unsigned), b (truth value) or U (text)
 * @param size bytes of an element
 * @param order of its bytes
 */
record NpyType(char kind, int size, ByteOrder order) {
    private static final Pattern DESCRIPTION = Pattern.compile("([<>|=])(f4|f8|i1|i2|i4|i8|u1|u2|u4|b1|U[0-9]{1,5})");

    /**
     * The type of a description such as {@code <f8}.
     *
     * @throws DataException if it is not one of those read here
     */
    static NpyType of(String description, String where) {
        if (description.endsWith("O")) {
            throw new DataException(where + " holds Python objects, which only Python can read; save numbers: "
                    + "array.astype(float)");
        }
        Matcher matcher = DESCRIPTION.matcher(description);
        if (!matcher.matches()) {
            throw new DataException(where + " has elements of the type '" + description
                    + "'; f4, f8, i1 to i8 and u1 to u4 can be read: save array.astype(float)");
        }
        char kind = matcher.group(2).charAt(0);
        int size = Integer.parseInt(matcher.group(2).substring(1)) * (kind == 'U' ? Integer.BYTES : 1);
        ByteOrder order = switch (matcher.group(1)) {
            case ">" -> ByteOrder.BIG_ENDIAN;
            case "=" -> ByteOrder.nativeOrder();
            default -> ByteOrder.LITTLE_ENDIAN;
        };
        return new NpyType(kind, size, order);
    }

    boolean isText() {
        return kind == 'U';
    }

    /**
     * The number at a position of a buffer of this byte order.
     *
     * @throws DataException if it is a whole number that float64 does not hold exactly
     */
    double number(ByteBuffer buffer, int position, String where) {
        if (kind == 'f') {
            return size == Float.BYTES ? buffer.getFloat(position) : buffer.getDouble(position);
        }
        long value = switch (size) {
            case Byte.BYTES -> buffer.get(position);
            case Short.BYTES -> buffer.getShort(position);
            case Integer.BYTES -> buffer.getInt(position);
            default -> buffer.getLong(position);
        };
        if (kind != 'i') {
            value &= (1L << Byte.SIZE * size) - 1;      // at most 4 bytes
        }
        // (double) 2^63 - 1 is 2^63, which goes back to 2^63 - 1
        if ((long) (double) value != value || value == Long.MAX_VALUE) {
            throw new DataException(where + " holds " + value + ", which float64 cannot; store smaller numbers");
        }
        return value;
    }

    /** The text at a position of a buffer of this byte order: code points, filled up with 0. */
    String text(ByteBuffer buffer, int position) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < size && buffer.getInt(position + i) != 0; i += Integer.BYTES) {
            text.appendCodePoint(buffer.getInt(position + i));
        }
        return text.toString();
    }
}
