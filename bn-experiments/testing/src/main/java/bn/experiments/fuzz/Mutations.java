package bn.experiments.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Random;

/**
 * Random damaged copies of a file. The same seed gives the same copies.
 *
 * <p>The damage is what happens by accident or on purpose: flipped bits, truncation, missing parts, blocks of zeros, inserted,
 * repeated or exchanged bytes, and integers in places where a format stores sizes.
 */
public final class Mutations {
    private static final int MAX_STEPS = 3;
    /** Half of the positions are among this many first bytes, where headers are. */
    private static final int HEADER = 128;
    private static final int LONGEST_INSERTION = 64;
    /** Values with which sizes, counts and offsets often fail: around 0, limits of integer types, and sizes beyond all memory. */
    private static final long[] INTERESTING = {0, 1, 2, 7, 8, 127, 128, 255, 256, 1023, 32767, 32768, 65535, 65536, 1 << 20,
            Integer.MAX_VALUE - 1, Integer.MAX_VALUE, 1L << 31, (1L << 32) - 1, 1L << 32, 1L << 40, (1L << 53) + 1,
            Long.MAX_VALUE / 8, Long.MAX_VALUE, Long.MIN_VALUE, -1, -2, -8, -256};

    private enum Kind { FLIP_BIT, SET_BYTE, CUT_END, REMOVE, ZERO, INSERT, REPEAT, EXCHANGE, NUMBER, APPEND }

    private final Random random;

    /** Mutations for a seed. */
    public Mutations(long seed) {
        random = new Random(seed);
    }

    /** A copy with one to three mutations, different from the original. The original must not be empty; it is not modified. */
    public byte[] next(byte[] original) {
        byte[] copy = original;
        int steps = 1 + random.nextInt(MAX_STEPS);
        for (int i = 0; i < steps || Arrays.equals(copy, original); i++) {
            copy = damaged(copy.length == 0 ? original : copy);
        }
        return copy;
    }

    private byte[] damaged(byte[] bytes) {
        Kind kind = Kind.values()[random.nextInt(Kind.values().length)];
        int from = place(bytes.length);
        int length = Math.min(bytes.length - from, 1 + random.nextInt(random.nextBoolean() ? 8 : bytes.length));
        return switch (kind) {
            case FLIP_BIT -> with(bytes, from, new byte[] {(byte) (bytes[from] ^ 1 << random.nextInt(Byte.SIZE))});
            case SET_BYTE -> with(bytes, from, new byte[] {(byte) random.nextInt()});
            case CUT_END -> Arrays.copyOf(bytes, from);
            case REMOVE -> spliced(bytes, from, from + length, new byte[0]);
            case ZERO -> with(bytes, from, new byte[length]);
            case INSERT -> spliced(bytes, from, from, drawn());
            case REPEAT -> spliced(bytes, from, from, Arrays.copyOfRange(bytes, from, from + length));
            case EXCHANGE -> exchanged(bytes, from, length);
            case NUMBER -> number(bytes, from);
            case APPEND -> spliced(bytes, bytes.length, bytes.length,
                    random.nextBoolean() ? drawn() : Arrays.copyOfRange(bytes, from, from + length));
        };
    }

    private int place(int length) {
        return random.nextInt(random.nextBoolean() ? Math.min(HEADER, length) : length);
    }

    private byte[] drawn() {
        byte[] bytes = new byte[1 + random.nextInt(LONGEST_INSERTION)];
        random.nextBytes(bytes);
        return bytes;
    }

    private static byte[] with(byte[] bytes, int from, byte[] piece) {
        byte[] copy = bytes.clone();
        System.arraycopy(piece, 0, copy, from, Math.min(piece.length, copy.length - from));
        return copy;
    }

    private static byte[] spliced(byte[] bytes, int from, int to, byte[] piece) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length + piece.length);
        out.write(bytes, 0, from);
        out.write(piece, 0, piece.length);
        out.write(bytes, to, bytes.length - to);
        return out.toByteArray();
    }

    /** Exchanges two blocks of the same length, which is reduced so that they do not overlap. */
    private byte[] exchanged(byte[] bytes, int from, int length) {
        int other = random.nextInt(bytes.length);
        int size = Math.min(length, Math.min(bytes.length - other, Math.abs(other - from)));
        byte[] first = Arrays.copyOfRange(bytes, from, from + size);
        return with(with(bytes, from, Arrays.copyOfRange(bytes, other, other + size)), other, first);
    }

    /** Writes an integer of 1, 2, 4 or 8 bytes in either byte order, aligned or not. */
    private byte[] number(byte[] bytes, int near) {
        int size = 1 << random.nextInt(4);
        long value = INTERESTING[random.nextInt(INTERESTING.length)];
        byte[] little = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(value).array();
        byte[] big = ByteBuffer.allocate(Long.BYTES).putLong(value).array();
        return with(bytes, random.nextBoolean() ? near / size * size : near,
                random.nextBoolean() ? Arrays.copyOf(little, size) : Arrays.copyOfRange(big, Long.BYTES - size, Long.BYTES));
    }
}
