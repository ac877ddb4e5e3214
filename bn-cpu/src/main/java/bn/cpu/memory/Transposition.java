package bn.cpu.memory;

/** Transposes matrices. Images are in memory with the channels last: the transposition of channels x positions, image by image. */
public final class Transposition {

    private Transposition() {}

    /** Writes the transposition of a matrix, rows x columns, that begins at an index of the source. */
    public static void transpose(float[] source, int from, int rows, int columns, float[] target, int to) {
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                target[to + j * rows + i] = source[from + i * columns + j];
            }
        }
    }

    /** The same for float64. */
    public static void transpose(double[] source, int from, int rows, int columns, double[] target, int to) {
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                target[to + j * rows + i] = source[from + i * columns + j];
            }
        }
    }
}
