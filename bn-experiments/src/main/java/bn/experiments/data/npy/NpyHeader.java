package bn.experiments.data.npy;

import bn.experiments.data.DataException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
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
    private static final Pattern DESCRIPTION = Pattern.compile("'descr'\\s*:\\s*(?:'([^']*)'|\\[)");
    private static final Pattern ORDER = Pattern.compile("'fortran_order'\\s*:\\s*(True|False)");
    private static final Pattern SHAPE = Pattern.compile("'shape'\\s*:\\s*\\(([0-9, ]*)\\)");

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
        if (version < 1 || version > 3) {
            throw new DataException(where + " is in version " + version + " of the .npy format; 1 to 3 can be read");
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
        Matcher description = find(DESCRIPTION, text, "descr", where);
        if (description.group(1) == null) {
            throw new DataException(where + " has elements of several fields; save a plain array of numbers");
        }
        boolean byColumns = find(ORDER, text, "fortran_order", where).group(1).equals("True");
        long[] shape = Arrays.stream(find(SHAPE, text, "shape", where).group(1).split(",")).map(String::strip)
                .filter(part -> !part.isEmpty()).mapToLong(part -> dimension(part, where)).toArray();
        if (shape.length > 2) {
            throw new DataException(where + " has " + shape.length + " dimensions; one row an example is needed: "
                    + "save array.reshape(len(array), -1)");
        }
        NpyType type = NpyType.of(description.group(1), where);
        long rows = shape.length == 0 ? 1 : shape[0];
        long columns = shape.length < 2 ? 1 : shape[1];
        // Far from any overflow below, and more than one array or block of rows could take.
        if (columns > Integer.MAX_VALUE / Math.max(1, type.size()) || rows > Long.MAX_VALUE / Integer.MAX_VALUE) {
            throw new DataException(where + " claims " + rows + " x " + columns + " elements, which is too much");
        }
        return new NpyHeader(type, byColumns, rows, (int) columns);
    }

    private static Matcher find(Pattern pattern, String text, String key, String where) {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.find()) {
            throw new DataException(where + " has a header without a valid '" + key + "'; it is damaged or no .npy file");
        }
        return matcher;
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
