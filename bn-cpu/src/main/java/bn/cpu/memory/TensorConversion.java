package bn.cpu.memory;

import bn.api.DType;
import bn.api.Shape;
import java.nio.ByteBuffer;

/**
 * Copies between Java arrays, in row-major order, and the bytes of a tensor. Images N x C x H x W are in memory as N x H x W x C: so
 * OpenBLAS and oneDNN read the channels of a position, or of neighbouring positions, as one row of a matrix. The weights of
 * convolutions have the same order.
 */
final class TensorConversion {
    private final ByteBuffer bytes;
    private final DType dtype;
    private final int images;
    private final int channels;
    private final int positions;

    /** Conversions for a tensor of this shape. One that is no images is like one image with one channel. */
    TensorConversion(ByteBuffer bytes, DType dtype, Shape shape) {
        this.bytes = bytes;
        this.dtype = dtype;
        boolean ordered = !CpuTensor.isImages(shape);
        images = ordered ? 1 : shape.size(0);
        channels = ordered ? 1 : shape.size(1);
        positions = (int) shape.elements() / images / channels;
    }

    void write(float[] source, int offset) {
        if (channels == 1) {
            BufferConversion.write(source, offset, bytes, dtype);
            return;
        }
        float[] image = new float[elements()];
        for (int i = 0; i < images; i++) {
            Transposition.transpose(source, offset + i * elements(), channels, positions, image, 0);
            BufferConversion.write(image, 0, image(i), dtype);
        }
    }

    void write(double[] source, int offset) {
        if (channels == 1) {
            BufferConversion.write(source, offset, bytes, dtype);
            return;
        }
        double[] image = new double[elements()];
        for (int i = 0; i < images; i++) {
            Transposition.transpose(source, offset + i * elements(), channels, positions, image, 0);
            BufferConversion.write(image, 0, image(i), dtype);
        }
    }

    void read(float[] target, int offset) {
        if (channels == 1) {
            BufferConversion.read(bytes, dtype, target, offset);
            return;
        }
        float[] image = new float[elements()];
        for (int i = 0; i < images; i++) {
            BufferConversion.read(image(i), dtype, image, 0);
            Transposition.transpose(image, 0, positions, channels, target, offset + i * elements());
        }
    }

    void read(double[] target, int offset) {
        if (channels == 1) {
            BufferConversion.read(bytes, dtype, target, offset);
            return;
        }
        double[] image = new double[elements()];
        for (int i = 0; i < images; i++) {
            BufferConversion.read(image(i), dtype, image, 0);
            Transposition.transpose(image, 0, positions, channels, target, offset + i * elements());
        }
    }

    private int elements() {
        return channels * positions;
    }

    private ByteBuffer image(int index) {
        int length = elements() * dtype.bytes();
        return bytes.slice(index * length, length).order(bytes.order());
    }
}
