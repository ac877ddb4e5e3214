package bn.cpu.f32;

import org.bytedeco.javacpp.FloatPointer;

/**
 * A matrix product c = op(a) op(b) + beta c of row-major matrices, where op may transpose.
 *
 * @param leftTransposed whether a is transposed
 * @param left a, rows x inner, or inner x rows if it is transposed
 * @param leftStride distance between the rows of a as it is in memory
 * @param rightTransposed whether b is transposed
 * @param right b, inner x columns, or columns x inner if it is transposed
 * @param rightStride distance between the rows of b as it is in memory
 * @param rows number of rows of c
 * @param columns number of columns of c
 * @param inner number of terms of each sum
 * @param beta 0 or 1
 * @param result c
 * @param resultStride distance between the rows of c
 */
public record FloatProduct(boolean leftTransposed, FloatPointer left, int leftStride, boolean rightTransposed, FloatPointer right,
        int rightStride, int rows, int columns, int inner, float beta, FloatPointer result, int resultStride) {

    /** Number of multiplications. */
    public long work() {
        return (long) rows * columns * inner;
    }

    /** The rows {@code from .. to - 1} of the result. */
    public FloatProduct rows(int from, int to) {
        return new FloatProduct(leftTransposed, left.getPointer(leftTransposed ? from : (long) from * leftStride), leftStride,
                rightTransposed, right, rightStride, to - from, columns, inner, beta,
                result.getPointer((long) from * resultStride), resultStride);
    }

    /** The columns {@code from .. to - 1} of the result. */
    public FloatProduct columns(int from, int to) {
        return new FloatProduct(leftTransposed, left, leftStride, rightTransposed,
                right.getPointer(rightTransposed ? (long) from * rightStride : from), rightStride, rows, to - from, inner, beta,
                result.getPointer(from), resultStride);
    }
}
