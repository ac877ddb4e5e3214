package bn.experiments.fuzz;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A simple reader of .npy files after NumPy's documentation (numpy.lib.format), for comparison: it parses the header character by
 * character and the elements byte by byte.
 */
public final class NaiveNpy {
    private final String text;
    private int at;

    private NaiveNpy(String text) {
        this.text = text;
    }

    /** The elements, row by row. Throws any exception if the file is not a valid array of at most two dimensions. */
    public static double[][] decode(byte[] file) {
        require(Arrays.equals(Arrays.copyOf(file, 6), "\u0093NUMPY".getBytes(StandardCharsets.ISO_8859_1)) && file[7] == 0);
        int sizeBytes = file[6] == 1 ? 2 : 4;
        require(file[6] >= 1 && file[6] <= 3);
        int length = whole(file, 8, sizeBytes, false).intValueExact();
        int start = 8 + sizeBytes + length;
        Map<String, Object> header = new NaiveNpy(new String(file, 8 + sizeBytes, length, StandardCharsets.ISO_8859_1))
                .dictionary();
        require(header.size() == 3);
        String type = (String) header.get("descr");
        boolean fortran = (Boolean) header.get("fortran_order");
        long[] shape = ((List<?>) header.get("shape")).stream().mapToLong(n -> (Long) n).toArray();
        int rows = (int) (shape.length == 0 ? 1 : shape[0]);
        int columns = (int) (shape.length < 2 ? 1 : shape[1]);
        require(shape.length <= 2);
        int size = Integer.parseInt(type.substring(2));
        require((long) rows * columns * size == file.length - start);
        double[][] values = new double[rows][columns];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                long place = fortran ? (long) j * rows + i : (long) i * columns + j;
                values[i][j] = element(file, (int) (start + place * size), type, size);
            }
        }
        return values;
    }

    private static double element(byte[] file, int at, String type, int size) {
        boolean big = type.charAt(0) == '>';
        BigInteger bits = whole(file, at, size, big);
        return switch (type.charAt(1)) {
            case 'f' -> size == 4 ? Float.intBitsToFloat(bits.intValue()) : Double.longBitsToDouble(bits.longValue());
            case 'i' ->
                bits.testBit(8 * size - 1) ? bits.subtract(BigInteger.ONE.shiftLeft(8 * size)).doubleValue() : bits.doubleValue();
            default -> bits.doubleValue();
        };
    }

    private static BigInteger whole(byte[] file, int at, int size, boolean big) {
        BigInteger value = BigInteger.ZERO;
        for (int k = 0; k < size; k++) {
            int place = at + (big ? k : size - 1 - k);
            value = value.shiftLeft(8).or(BigInteger.valueOf(file[place] & 0xff));
        }
        return value;
    }

    private static void require(boolean holds) {
        if (!holds) {
            throw new IllegalArgumentException("no array");
        }
    }

    private Map<String, Object> dictionary() {
        Map<String, Object> entries = new HashMap<>();
        expect('{');
        while (peek() != '}') {
            String key = string();
            expect(':');
            Object value = switch (peek()) {
                case '\'', '"' -> string();
                case '(' -> tuple();
                default -> truth();
            };
            require(entries.put(key, value) == null);
            if (peek() != '}') {
                expect(',');
            }
        }
        at++;
        require(text.substring(at).isBlank());
        return entries;
    }

    private char peek() {
        while (Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return text.charAt(at);
    }

    private void expect(char c) {
        require(peek() == c);
        at++;
    }

    private String string() {
        char quote = peek();
        int end = text.indexOf(quote, at + 1);
        String content = text.substring(at + 1, end);
        at = end + 1;
        return content;
    }

    private Object truth() {
        boolean yes = text.startsWith("True", at);
        require(yes || text.startsWith("False", at));
        at += yes ? 4 : 5;
        return yes;
    }

    private Object tuple() {
        int end = text.indexOf(')', at);
        String inside = text.substring(at + 1, end).strip();
        at = end + 1;
        require(inside.isEmpty() || inside.contains(","));
        return inside.isEmpty() ? List.of() : Arrays.stream(inside.split(",")).map(String::strip).filter(n -> !n.isEmpty())
                .map(Long::parseLong).toList();
    }
}
