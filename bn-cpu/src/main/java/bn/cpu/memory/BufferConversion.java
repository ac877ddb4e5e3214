package bn.cpu.memory;

import bn.api.DType;
import java.nio.ByteBuffer;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;

/**
 * Copies between Java arrays and the bytes of a tensor, and rounds to nearest where needed. The size of the byte buffer
 * determines the number of elements.
 */
final class BufferConversion {

    private BufferConversion() {}

    static void write(float[] source, int offset, ByteBuffer target, DType dtype) {
        if (dtype == DType.FLOAT32) {
            FloatBuffer floats = target.asFloatBuffer();
            floats.put(0, source, offset, floats.capacity());
        } else {
            DoubleBuffer doubles = target.asDoubleBuffer();
            for (int i = 0; i < doubles.capacity(); i++) {
                doubles.put(i, source[offset + i]);
            }
        }
    }

    static void write(double[] source, int offset, ByteBuffer target, DType dtype) {
        if (dtype == DType.FLOAT64) {
            DoubleBuffer doubles = target.asDoubleBuffer();
            doubles.put(0, source, offset, doubles.capacity());
        } else {
            FloatBuffer floats = target.asFloatBuffer();
            for (int i = 0; i < floats.capacity(); i++) {
                floats.put(i, (float) source[offset + i]);
            }
        }
    }

    static void read(ByteBuffer source, DType dtype, float[] target, int offset) {
        if (dtype == DType.FLOAT32) {
            FloatBuffer floats = source.asFloatBuffer();
            floats.get(0, target, offset, floats.capacity());
        } else {
            DoubleBuffer doubles = source.asDoubleBuffer();
            for (int i = 0; i < doubles.capacity(); i++) {
                target[offset + i] = (float) doubles.get(i);
            }
        }
    }

    static void read(ByteBuffer source, DType dtype, double[] target, int offset) {
        if (dtype == DType.FLOAT64) {
            DoubleBuffer doubles = source.asDoubleBuffer();
            doubles.get(0, target, offset, doubles.capacity());
        } else {
            FloatBuffer floats = source.asFloatBuffer();
            for (int i = 0; i < floats.capacity(); i++) {
                target[offset + i] = floats.get(i);
            }
        }
    }
}
