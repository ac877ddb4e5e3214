package bn.experiments.data.npy;

import bn.experiments.data.DataException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What stands before the elements of a .npy file, versions 1 to 3. A vector counts as a matrix of one column, a single number
 * as a vector of length 1.
 *
 * @param type of the elements
 * @param byColumns whether they stand column by column ("Fortran order") and not row by row
 * @param rows number of rows
 * @param columns number of columns
 */
record NpyHeader(NpyType type, boolean byColumns, long rows, int columns) {
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final int LONGEST = 1 << 20;
    /** One of the three entries of the Python dictionary that a header is. */
    private static final Pattern ENTRY = Pattern.compile("\\s*(['\"])(descr|fortran_order|shape)\\1\\s*:\\s*"
            + "(?:(['\"])([^'\"]*)\\3|(True|False)|\\(([0-9, ]*)\\)|(\\[.*\\]))\\s*(,|(?=\\}))");
    private static final Pattern END = Pattern.compile("\\s*\\}\\s*");
    /** A tuple of Python: one number has a comma behind it. */
    private static final Pattern SHAPE = Pattern.compile(" *| *[0-9]+ *, *| *[0-9]+(?: *, *[0-9]+)+ *,? *");

    /**
     * Reads a header and leaves the stream at the first element.
     *
     * @param where names the array in messages
     * @throws DataException if it is none, or describes what is not read here
     */
    static NpyHeader read(InputStream in, String where) throws IOException {
        byte[] start = in.readNBytes(MAGIC.length + 2);
        if (start.length < MAGIC.length + 2 || !Arrays.equals(start, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
            throw new DataException(where + " is not a NumPy array: it does not start with the signature of .npy files");
        }
        int version = start[MAGIC.length];
        if (version < 1 || version > 3 || start[MAGIC.length + 1] != 0) {
            throw new DataException(where + " is in version " + Byte.toUnsignedInt(start[MAGIC.length]) + "."
                    + Byte.toUnsignedInt(start[MAGIC.length + 1]) + " of the .npy format; 1.0, 2.0 and 3.0 can be read");
        }
        byte[] size = in.readNBytes(version == 1 ? Short.BYTES : Integer.BYTES);
        if (size.length < (version == 1 ? Short.BYTES : Integer.BYTES)) {
            throw new DataException(where + " ends within its header; get it again");
        }
        ByteBuffer bytes = ByteBuffer.wrap(size).order(ByteOrder.LITTLE_ENDIAN);
        long length = version == 1 ? Short.toUnsignedLong(bytes.getShort()) : Integer.toUnsignedLong(bytes.getInt());
        if (length > LONGEST) {
            throw new DataException(where + " claims a header of " + length + " bytes; it is damaged or no .npy file");
        }
        byte[] text = in.readNBytes((int) length);
        if (text.length < length) {
            throw new DataException(where + " ends within its header; get it again");
        }
        return parse(new String(text, version == 3 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1), where);
    }

    private static NpyHeader parse(String text, String where) {
        Map<String, Matcher> entries = entries(text, where);
        if (entry(entries, "descr", 7, where) != null) {
            throw new DataException(where + " has elements of several fields; save a plain array of numbers");
        }
        NpyType type = NpyType.of(required(entries, "descr", 4, where), where);
        boolean byColumns = required(entries, "fortran_order", 5, where).equals("True");
        String tuple = required(entries, "shape", 6, where);
        if (!SHAPE.matcher(tuple).matches()) {
            throw invalid("shape", where);
        }
        long[] shape = Arrays.stream(tuple.split(",")).map(String::strip)
                .filter(part -> !part.isEmpty()).mapToLong(part -> dimension(part, where)).toArray();
        if (shape.length > 2) {
            throw new DataException(where + " has " + shape.length + " dimensions; one row an example is needed: "
                    + "save array.reshape(len(array), -1)");
        }
        long rows = shape.length == 0 ? 1 : shape[0];
        long columns = shape.length < 2 ? 1 : shape[1];
        // Far from any overflow below, and more than one array or block of rows could take.
        if (columns > Integer.MAX_VALUE / type.size() || rows > Long.MAX_VALUE / Integer.MAX_VALUE) {
            throw new DataException(where + " claims " + rows + " x " + columns + " elements, which is too much");
        }
        return new NpyHeader(type, byColumns, rows, (int) columns);
    }

    /** The entries of the dictionary, each once, and nothing else. */
    private static Map<String, Matcher> entries(String text, String where) {
        Map<String, Matcher> entries = new HashMap<>();
        if (!text.startsWith("{")) {
            throw invalid("descr", where);
        }
        int at = 1;
        for (Matcher entry = ENTRY.matcher(text); entry.region(at, text.length()).lookingAt(); entry = ENTRY.matcher(text)) {
            if (entries.put(entry.group(2), entry) != null) {
                throw new DataException(where + " has a header with two '" + entry.group(2) + "'; it is damaged");
            }
            at = entry.end();
        }
        if (!END.matcher(text).region(at, text.length()).matches()) {
            throw new DataException(where + " has a header that does not describe an array, and that alone; it is damaged or no "
                    + ".npy file");
        }
        return entries;
    }

    private static String entry(Map<String, Matcher> entries, String key, int group, String where) {
        if (!entries.containsKey(key)) {
            throw invalid(key, where);
        }
        return entries.get(key).group(group);
    }

    private static String required(Map<String, Matcher> entries, String key, int group, String where) {
        String value = entry(entries, key, group, where);
        if (value == null) {
            throw invalid(key, where);
        }
        return value;
    }

    private static DataException invalid(String key, String where) {
        return new DataException(where + " has a header without a valid '" + key + "'; it is damaged or no .npy file");
    }

    private static long dimension(String digits, String where) {
        try {
            return Long.parseLong(digits);
        } catch (NumberFormatException e) {
            throw new DataException(where + " claims a dimension of " + digits, e);
        }
    }

    /** The number of bytes of the elements. */
    long bytes() {
        return rows * columns * type.size();
    }
}
