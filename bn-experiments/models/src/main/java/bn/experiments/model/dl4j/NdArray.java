package bn.experiments.model.dl4j;

import bn.api.BnException;
import bn.experiments.model.ModelArray;
import bn.experiments.model.ModelFile;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

/**
 * An array as ND4J writes it: a buffer of its shape, then one of its numbers. A buffer has the kind of its memory, its length, its
 * type and its numbers, big-endian. All parameters of a network are one row.
 *
 * @param dtype of its numbers, in the notation of safetensors
 * @param length how many numbers it has
 * @param numbers where they begin
 */
record NdArray(String dtype, int length, ByteBuffer numbers) {
    /** Of these kinds of memory, old versions write the length in 4 bytes. */
    private static final Set<String> OLD = Set.of("DIRECT", "HEAP", "JAVACPP");
    private static final Set<String> NEW = Set.of("LONG_SHAPE", "MIXED_DATA_TYPES");

    /**
     * Reads the headers.
     *
     * @throws bn.api.BnException if it is damaged
     */
    static NdArray read(ModelFile file, ByteBuffer bytes) {
        try {
            NdArray shape = buffer(file, bytes);
            long elements = 1;
            int rank = (int) Math.min(shape.length, shape.length == 0 ? 0 : shape.whole(0));
            for (int i = 1; i <= rank && i < shape.length; i++) {
                elements = Math.multiplyExact(elements, shape.whole(i));
            }
            bytes.position(bytes.position() + shape.length * size(shape.dtype));
            NdArray array = buffer(file, bytes);
            if (elements != array.length) {
                throw file.damaged("the shape of its parameters has " + elements + " elements, but there are " + array.length);
            }
            return array;
        } catch (BufferUnderflowException | IllegalArgumentException | ArithmeticException e) {
            throw new BnException(file.damaged("its parameters are not an array of ND4J").getMessage(), e);
        }
    }

    private static NdArray buffer(ModelFile file, ByteBuffer bytes) {
        String kind = text(bytes);
        if (!OLD.contains(kind) && !NEW.contains(kind)) {
            throw file.damaged("its parameters are not an array of ND4J");
        }
        long length = OLD.contains(kind) ? bytes.getInt() : bytes.getLong();
        String type = text(bytes);
        String dtype = switch (type) {
            case "DOUBLE" -> "F64";
            case "FLOAT" -> "F32";
            case "HALF" -> "F16";
            case "BFLOAT16" -> "BF16";
            case "LONG" -> "I64";
            case "INT" -> "I32";
            default -> throw file.damaged("its parameters are not an array of numbers of a type that ND4J has");
        };
        if (length < 0 || length > bytes.remaining() / size(dtype)) {
            throw file.damaged("its parameters have " + length + " elements by their header, more than the file has bytes for");
        }
        return new NdArray(dtype, (int) length, bytes.slice());
    }

    /** Length in 2 bytes, then that many bytes. */
    private static String text(ByteBuffer bytes) {
        byte[] text = new byte[Math.min(Short.toUnsignedInt(bytes.getShort()), bytes.remaining())];
        bytes.get(text);
        return new String(text, StandardCharsets.US_ASCII);
    }

    private static int size(String dtype) {
        return Integer.parseInt(dtype.replaceAll("\\D+", "")) / Byte.SIZE;
    }

    private long whole(int index) {
        return dtype.equals("I64") ? numbers.getLong(index * Long.BYTES)
                : dtype.equals("I32") ? numbers.getInt(index * Integer.BYTES)
                : -1;
    }

    /** Some numbers that follow each other, in this shape. */
    ModelArray part(int from, List<Integer> shape) {
        int count = shape.stream().reduce(1, Math::multiplyExact);
        return new ModelArray(dtype, shape, () -> {
            double[] values = new double[count];
            for (int i = 0; i < count; i++) {
                values[i] = number(from + i);
            }
            return values;
        });
    }

    private double number(int index) {
        return switch (dtype) {
            case "F64" -> numbers.getDouble(index * Double.BYTES);
            case "F32" -> numbers.getFloat(index * Float.BYTES);
            case "BF16" -> Float.intBitsToFloat(numbers.getShort(index * Short.BYTES) << 16);
            default -> half(numbers.getShort(index * Short.BYTES));
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
