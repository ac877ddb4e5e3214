package bn.cpu.f32;

import bn.cpu.channels.TileBuffer;
import java.nio.FloatBuffer;

/** A row, with a value for each channel, that is repeated: as often as it fits into a tile, at least once. */
final class FloatRepeatedRow {
    float[] values = {};

    private int length;
    private int repeats;

    /** Takes the row. */
    void set(FloatBuffer row) {
        set(row, 0, row.capacity());
    }

    /** Takes the row that begins at an index. */
    void set(FloatBuffer source, int start, int newLength) {
        length = newLength;
        repeats = Math.max(1, TileBuffer.WIDTH / length);
        if (values.length < repeats * length) {
            values = new float[repeats * length];
        }
        source.get(start, values, 0, length);
        for (int i = 1; i < repeats; i++) {
            System.arraycopy(values, 0, values, i * length, length);
        }
    }

    /** How many times the row is in the array. */
    int repeats() {
        return repeats;
    }

    /** Writes the row to each of some rows of a matrix. */
    void fill(FloatBuffer matrix, int firstRow, int rows) {
        for (int i = 0; i < rows; i += repeats) {
            matrix.put((firstRow + i) * length, values, 0, Math.min(repeats, rows - i) * length);
        }
    }
}
