package bn.experiments.model.pytorch;

import bn.api.BnException;
import bn.experiments.model.ModelFile;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** The bytes of a pickle. What it says about lengths is compared with the bytes that are there before memory is taken. */
final class PickleInput {
    /** More bytes of heap than an instruction takes for its object, the place on the stack and the one in the memo. */
    private static final long BYTES_OF_INSTRUCTION = 256;
    private static final int BYTES_OF_UNIT = 64;

    private final ModelFile file;
    private final ByteBuffer in;
    private long budget = Runtime.getRuntime().maxMemory() / BYTES_OF_INSTRUCTION;

    PickleInput(ModelFile file, ByteBuffer in) {
        this.file = file;
        this.in = in;
    }

    BnException damaged(String what) {
        return file.damaged("its pickle " + what + " (at byte " + in.position() + ")");
    }

    /** The next instruction. */
    int opcode() {
        spend(1);
        return unsigned(1);
    }

    private void spend(long units) {
        budget -= units;
        if (budget < 0) {
            throw new BnException(
                    "the pickle in " + file.path() + " has more objects than fit the memory that Java may use; save the "
                            + "state dict alone: torch.save(model.state_dict(), FILE)");
        }
    }

    private void require(long bytes) {
        if (bytes < 0 || bytes > in.remaining()) {
            throw damaged(
                    "is cut off, or lies about a length: " + Long.toUnsignedString(bytes) + " bytes of the " + in.remaining()
                            + " that are left");
        }
    }

    /** An unsigned integer of 1, 2 or 4 bytes, as a length too. */
    int unsigned(int bytes) {
        require(bytes);
        return switch (bytes) {
            case 1 -> Byte.toUnsignedInt(in.get());
            case 2 -> Short.toUnsignedInt(in.getShort());
            default -> {
                int value = in.getInt();
                if (value < 0) {
                    throw damaged("has the length or number " + Integer.toUnsignedString(value) + ", which is too large");
                }
                yield value;
            }
        };
    }

    int signed() {
        require(Integer.BYTES);
        return in.getInt();
    }

    long length8() {
        require(Long.BYTES);
        return in.getLong();
    }

    double real() {
        require(Double.BYTES);
        return Double.longBitsToDouble(Long.reverseBytes(in.getLong()));
    }

    /** An integer in two's complement, least byte first; a {@link Long} if it fits. */
    Number integer(long bytes) {
        byte[] little = bytes(bytes);
        byte[] big = new byte[little.length + 1];
        for (int i = 0; i < little.length; i++) {
            big[little.length - i] = little[i];
        }
        big[0] = (byte) (little.length > 0 && little[little.length - 1] < 0 ? -1 : 0);
        BigInteger value = new BigInteger(big);
        return value.bitLength() < Long.SIZE ? (Number) value.longValue() : value;
    }

    String text(long bytes) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes(bytes))).toString();
        } catch (CharacterCodingException e) {
            throw damaged("has text that is not UTF-8");
        }
    }

    private byte[] bytes(long count) {
        require(count);
        spend(count / BYTES_OF_UNIT);
        byte[] bytes = new byte[(int) count];
        in.get(bytes);
        return bytes;
    }

    void skip(long bytes) {
        require(bytes);
        in.position(in.position() + (int) bytes);
    }

    /** The text up to the next end of line. */
    String line() {
        int end = in.position();
        while (end < in.limit() && in.get(end) != '\n') {
            end++;
        }
        if (end == in.limit()) {
            throw damaged("is cut off in a name");
        }
        String line = text((long) end - in.position());
        in.get();
        return line;
    }

    /** A little-endian view of bytes. */
    static ByteBuffer little(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
