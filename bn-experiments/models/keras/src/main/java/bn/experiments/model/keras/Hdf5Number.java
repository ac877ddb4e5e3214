package bn.experiments.model.keras;

import io.jhdf.object.datatype.DataType;
import io.jhdf.object.datatype.FixedPoint;
import io.jhdf.object.datatype.FloatingPoint;
import java.nio.ByteBuffer;
import java.util.Optional;

/** The types of numbers that are read from HDF5 files. Each number is converted to float64 without loss. */
enum Hdf5Number {
    FLOAT64, FLOAT32, FLOAT16, BFLOAT16, INT64, INT32, INT16, INT8, UINT32, UINT16, UINT8;

    /** Bits of the exponent, by which the two formats of 16 bits differ. */
    static final int BFLOAT16_EXPONENT = 8;

    private static final int HALF_EXPONENT = 5;

    /** The type of an HDF5 file, if its numbers are read. */
    static Optional<Hdf5Number> of(DataType type) {
        return Optional.ofNullable(type instanceof FloatingPoint floating ? floating(floating)
                : type instanceof FixedPoint whole ? whole(whole) : null);
    }

    private static Hdf5Number floating(FloatingPoint type) {
        return switch (type.getSize()) {
            case Double.BYTES -> type.getExponentSize() == 11 && type.getMantissaSize() == 52 ? FLOAT64 : null;
            case Float.BYTES -> type.getExponentSize() == 8 && type.getMantissaSize() == 23 ? FLOAT32 : null;
            case Short.BYTES -> type.getExponentSize() == HALF_EXPONENT && type.getMantissaSize() == 10 ? FLOAT16
                    : type.getExponentSize() == BFLOAT16_EXPONENT && type.getMantissaSize() == 7 ? BFLOAT16 : null;
            default -> null;
        };
    }

    private static Hdf5Number whole(FixedPoint type) {
        return switch (type.getSize()) {
            case Long.BYTES -> type.isSigned() ? INT64 : null;
            case Integer.BYTES -> type.isSigned() ? INT32 : UINT32;
            case Short.BYTES -> type.isSigned() ? INT16 : UINT16;
            case Byte.BYTES -> type.isSigned() ? INT8 : UINT8;
            default -> null;
        };
    }

    /** Reads the next number of a buffer, in its byte order. */
    double next(ByteBuffer from) {
        return switch (this) {
            case FLOAT64 -> from.getDouble();
            case FLOAT32 -> from.getFloat();
            case FLOAT16 -> half(from.getShort());
            case BFLOAT16 -> Float.intBitsToFloat(from.getShort() << 16);
            case INT64 -> from.getLong();
            case INT32 -> from.getInt();
            case INT16 -> from.getShort();
            case INT8 -> from.get();
            case UINT32 -> Integer.toUnsignedLong(from.getInt());
            case UINT16 -> Short.toUnsignedInt(from.getShort());
            case UINT8 -> Byte.toUnsignedInt(from.get());
        };
    }

    /** IEEE 754 binary16: 1 bit of sign, 5 of exponent, 10 of fraction. */
    private static double half(short bits) {
        int exponent = bits >> 10 & 0x1f;
        int fraction = bits & 0x3ff;
        double size = switch (exponent) {
            case 0 -> Math.scalb((double) fraction, -24);
            case 0x1f -> fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN;
            default -> Math.scalb((double) (0x400 | fraction), exponent - 25);
        };
        return bits < 0 ? -size : size;
    }
}
