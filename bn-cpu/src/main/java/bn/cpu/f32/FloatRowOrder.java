package bn.cpu.f32;

import bn.api.Shape;
import bn.cpu.memory.CpuTensor;
import bn.cpu.memory.Transposition;
import java.nio.FloatBuffer;

/** A row of a tensor (an example) in row-major order, whatever its order in memory is; for one thread. */
final class FloatRowOrder {
    private float[] row = {};
    private float[] memory = {};

    /** Reads a row of a tensor of some shape, which begins at an index. */
    void load(FloatBuffer source, int start, Shape shape) {
        int length = (int) shape.rowElements();
        if (row.length < length) {
            row = new float[length];
            memory = new float[length];
        }
        if (CpuTensor.isImages(shape)) {
            source.get(start, memory, 0, length);
            Transposition.transpose(memory, 0, length / shape.size(1), shape.size(1), row, 0);
        } else {
            source.get(start, row, 0, length);
        }
    }

    /** Writes the row that was read to a tensor of another shape with as many elements in a row. */
    void store(FloatBuffer target, int start, Shape shape) {
        int length = (int) shape.rowElements();
        if (CpuTensor.isImages(shape)) {
            Transposition.transpose(row, 0, shape.size(1), length / shape.size(1), memory, 0);
            target.put(start, memory, 0, length);
        } else {
            target.put(start, row, 0, length);
        }
    }
}
