package bn.experiments.result;

import bn.api.DType;
import java.nio.ByteBuffer;

/**
 * The element types of files that can be read, by the names of safetensors. Each element is converted to float64 without loss; a
 * BOOL is 0 or 1.
 */
public enum ElementType {
    /** IEEE 754 binary64. */
    F64(8),
    /** IEEE 754 binary32. */
    F32(4),
    /** IEEE 754 binary16. */
    F16(2),
    /** The upper half of a binary32. */
    BF16(2),
    /** A signed integer of 8 bytes. */
    I64(8),
    /** A signed integer of 4 bytes. */
    I32(4),
    /** A signed integer of 2 bytes. */
    I16(2),
    /** A signed integer of 1 byte. */
    I8(1),
    /** An unsigned integer of 4 bytes. */
    U32(4),
    /** An unsigned integer of 2 bytes. */
    U16(2),
    /** An unsigned integer of 1 byte. */
    U8(1),
    /** A byte that is 0 or 1. */
    BOOL(1);

    /** All integers of at most this size are exact in float64. */
    private static final long EXACT = 1L << 53;

    private final int bytes;

    ElementType(int bytes) {
        this.bytes = bytes;
    }

    static ElementType of(DType dtype) {
        return dtype == DType.FLOAT32 ? F32 : F64;
    }

    /** The size of an element in bytes. */
    public int bytes() {
        return bytes;
    }

    /** Whether the elements are integers or truth values. */
    public boolean isWhole() {
        return this != F64 && this != F32 && this != F16 && this != BF16;
    }

    /**
     * Reads the next element of a little-endian buffer.
     *
     * @throws ArithmeticException if it is an integer that float64 cannot represent exactly, or a BOOL that is neither 0 nor 1
     */
    public double next(ByteBuffer from) {
        return switch (this) {
            case F64 -> from.getDouble();
            case F32 -> from.getFloat();
            case F16 -> half(from.getShort());
            case BF16 -> Float.intBitsToFloat(from.getShort() << 16);
            case I64 -> exact(from.getLong());
            case I32 -> from.getInt();
            case I16 -> from.getShort();
            case I8 -> from.get();
            case U32 -> Integer.toUnsignedLong(from.getInt());
            case U16 -> Short.toUnsignedInt(from.getShort());
            case U8 -> Byte.toUnsignedInt(from.get());
            case BOOL -> truth(from.get());
        };
    }

    /** IEEE 754 binary16: 1 bit of sign, 5 of exponent, 10 of fraction. */
    private static double half(short bits) {
        int exponent = bits >> 10 & 0x1f;
        int fraction = bits & 0x3ff;
        double size;
        if (exponent == 0) {
            size = Math.scalb((double) fraction, -24);
        } else if (exponent == 0x1f) {
            size = fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN;
        } else {
            size = Math.scalb((double) (0x400 | fraction), exponent - 25);
        }
        return bits < 0 ? -size : size;
    }

    private static double truth(byte value) {
        if (value != 0 && value != 1) {
            throw new ArithmeticException("a truth value is 0 or 1, not " + value);
        }
        return value;
    }

    private static double exact(long value) {
        if (Math.abs(value) > EXACT || value == Long.MIN_VALUE) {
            throw new ArithmeticException("the whole number " + value + " has no float64 of its value");
        }
        return value;
    }
}
