package bn.experiments.model.onnx;

import ai.onnx.proto.OnnxMl.TensorProto;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * The types of elements that are read, with their numbers in onnx.proto. A constant's name is the notation of safetensors. Numbers
 * in {@code raw_data} are little-endian.
 */
enum DataType {
    F32(1, 4, Field.FLOATS, ByteBuffer::getFloat),
    F64(11, 8, Field.DOUBLES, ByteBuffer::getDouble),
    F16(10, 2, Field.INTS, from -> half(from.getShort())),
    BF16(16, 2, Field.INTS, from -> Float.intBitsToFloat(from.getShort() << 16)),
    U8(2, 1, Field.INTS, from -> Byte.toUnsignedInt(from.get())),
    I8(3, 1, Field.INTS, ByteBuffer::get),
    U16(4, 2, Field.INTS, from -> Short.toUnsignedInt(from.getShort())),
    I16(5, 2, Field.INTS, ByteBuffer::getShort),
    I32(6, 4, Field.INTS, ByteBuffer::getInt),
    I64(7, 8, Field.LONGS, ByteBuffer::getLong),
    BOOL(9, 1, Field.INTS, from -> from.get() == 0 ? 0 : 1),
    U32(12, 4, Field.UNSIGNED, from -> Integer.toUnsignedLong(from.getInt()));

    /** The repeated field of TensorProto that has the elements if {@code raw_data} has not. */
    private enum Field {
        FLOATS, DOUBLES, INTS, LONGS, UNSIGNED
    }

    private final int number;
    private final int bytes;
    private final Field field;
    private final ToDoubleFunction<ByteBuffer> next;

    DataType(int number, int bytes, Field field, ToDoubleFunction<ByteBuffer> next) {
        this.number = number;
        this.bytes = bytes;
        this.field = field;
        this.next = next;
    }

    /** The type with this number, if it is read. */
    static Optional<DataType> of(int number) {
        return Arrays.stream(values()).filter(type -> type.number == number).findFirst();
    }

    /** The size of an element in bytes. */
    int bytes() {
        return bytes;
    }

    boolean isInteger() {
        return !(this == F32 || this == F64 || this == F16 || this == BF16);
    }

    /** The next element of a little-endian buffer, as float64; integers above 2^53 are rounded. */
    double next(ByteBuffer from) {
        return next.applyAsDouble(from);
    }

    /** How many elements the field has that is for this type. */
    int count(TensorProto tensor) {
        return switch (field) {
            case FLOATS -> tensor.getFloatDataCount();
            case DOUBLES -> tensor.getDoubleDataCount();
            case INTS -> tensor.getInt32DataCount();
            case LONGS -> tensor.getInt64DataCount();
            case UNSIGNED -> tensor.getUint64DataCount();
        };
    }

    /** An element of that field. Those of F16 and BF16 are bit patterns. */
    double get(TensorProto tensor, int i) {
        return switch (field) {
            case FLOATS -> tensor.getFloatData(i);
            case DOUBLES -> tensor.getDoubleData(i);
            case LONGS -> tensor.getInt64Data(i);
            case UNSIGNED -> tensor.getUint64Data(i);
            case INTS -> switch (this) {
                case F16 -> half((short) tensor.getInt32Data(i));
                case BF16 -> Float.intBitsToFloat(tensor.getInt32Data(i) << 16);
                default -> tensor.getInt32Data(i);
            };
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
