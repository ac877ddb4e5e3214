package bn.experiments.result;

import bn.api.DType;
import java.nio.ByteBuffer;

/** The element types of safetensors files whose numbers are read. Each is widened to float64, which changes no value. */
enum ElementType {
    F64(8), F32(4), F16(2), BF16(2), I64(8), I32(4), I16(2), I8(1), U32(4), U16(2), U8(1);

    /** Whole numbers up to here are float64 numbers. */
    private static final long EXACT = 1L << 53;

    private final int bytes;

    ElementType(int bytes) {
        this.bytes = bytes;
    }

    static ElementType of(DType dtype) {
        return dtype == DType.FLOAT32 ? F32 : F64;
    }

    /** Size of one element in bytes. */
    int bytes() {
        return bytes;
    }

    /**
     * Takes the next element from a little-endian buffer.
     *
     * @throws ArithmeticException if float64 has no such number
     */
    double next(ByteBuffer from) {
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

    private static double exact(long value) {
        if (Math.abs(value) > EXACT || value == Long.MIN_VALUE) {
            throw new ArithmeticException("the whole number " + value + " has no float64 of its value");
        }
        return value;
    }
}
