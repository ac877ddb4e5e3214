package bn.experiments.data.npy;

import bn.experiments.data.DataException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The element type of a NumPy array.
 *
 * @param kind f (floating point), i (signed integer), u (unsigned integer), b (boolean) or U (text)
 * @param size the size of an element in bytes
 * @param order the byte order
 */
record NpyType(char kind, int size, ByteOrder order) {
    private static final Pattern DESCRIPTION = Pattern.compile("([<>|])(f4|f8|i1|i2|i4|i8|u1|u2|u4|b1|U[1-9][0-9]{0,4})");

    /**
     * Parses a description such as {@code <f8}.
     *
     * @throws DataException if the type is not supported
     */
    static NpyType of(String description, String where) {
        if (description.endsWith("O")) {
            throw new DataException(where + " holds Python objects, which only Python can read; save numbers: "
                    + "array.astype(float)");
        }
        Matcher matcher = DESCRIPTION.matcher(description);
        char kind = matcher.matches() ? matcher.group(2).charAt(0) : 0;
        int size = kind == 0 ? 0 : Integer.parseInt(matcher.group(2).substring(1)) * (kind == 'U' ? Integer.BYTES : 1);
        // "|" is for elements of one byte, which have no order.
        if (kind == 0 || description.startsWith("|") && size != 1) {
            throw new DataException(where + " has elements of the type '" + description.replaceAll("\\p{Cntrl}+", " ")
                    + "'; f4, f8, i1 to i8 and u1 to u4 can be read: save array.astype(float)");
        }
        return new NpyType(kind, size, description.startsWith(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    }

    boolean isText() {
        return kind == 'U';
    }

    /**
     * The number at a position of a buffer of this byte order.
     *
     * @throws DataException if it is an integer that float64 cannot represent exactly, or not 0 or 1 in an array of booleans
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
        if (kind == 'b' && value > 1) {
            throw new DataException(where + " holds " + value + " among truth values, which are 0 and 1; it is damaged");
        }
        // The first condition misses 2^63 - 1: as a double it is 2^63, and the cast back to long saturates at 2^63 - 1.
        if ((long) (double) value != value || value == Long.MAX_VALUE) {
            throw new DataException(where + " holds " + value + ", which float64 cannot; store smaller numbers");
        }
        return value;
    }

    /**
     * The text at a position of a buffer of this byte order: code points, padded with 0.
     *
     * @throws DataException if a code point is not valid, or a 0 is followed by another code point
     */
    String text(ByteBuffer buffer, int position, String where) {
        StringBuilder text = new StringBuilder();
        boolean ended = false;
        for (int i = 0; i < size; i += Integer.BYTES) {
            int point = buffer.getInt(position + i);
            if (!Character.isValidCodePoint(point) || point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE
                    || ended && point != 0) {
                throw new DataException(where + String.format(" holds text with the code point 0x%x, which ", point)
                        + (ended ? "stands behind the end of the text" : "Unicode does not have") + "; it is damaged: save it "
                        + "again");
            }
            ended = point == 0;
            if (!ended) {
                text.appendCodePoint(point);
            }
        }
        return text.toString();
    }
}
