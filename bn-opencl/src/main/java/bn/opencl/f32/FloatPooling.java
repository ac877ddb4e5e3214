package bn.opencl.f32;

import bn.opencl.program.PoolingCode;

/** Poolings. An item computes i15 consecutive outputs or gradients. */
abstract class FloatPooling extends FloatImages {
    /** i0: x; i1: y; i2: length of y; i4: pooling, see {@link PoolingCode}; f0: minus infinity. */
    protected void pool() {
        int from = getGlobalId(0) * i15;
        int to = min(from + i15, i2);
        for (int i = from; i < to; i++) {
            int line = i / outputWidth;
            int top = line % outputHeight * verticalStride - paddingAbove;
            int left = i % outputWidth * horizontalStride - paddingLeft;
            int plane = i0 + line / outputHeight * inputHeight * inputWidth;
            arena[i1 + i] = i4 == PoolingCode.MAX ? largest(plane, top, left) : average(plane, top, left);
        }
    }

    /** The largest element of a window that begins in a row and a column of a plane, or NaN. */
    @SuppressWarnings("IdentityBinaryExpression") // Only NaN differs from itself; Aparapi has no isNaN.
    private float largest(int plane, int top, int left) {
        float largest = f0;
        int rows = elements(top, windowHeight, verticalDilation, inputHeight);
        int columns = elements(left, windowWidth, horizontalDilation, inputWidth);
        for (int p = outside(top, verticalDilation); p < rows; p++) {
            int row = plane + (top + p * verticalDilation) * inputWidth + left;
            for (int q = outside(left, horizontalDilation); q < columns; q++) {
                float v = arena[row + q * horizontalDilation];
                largest = v > largest || v != v ? v : largest;
            }
        }
        return largest;
    }

    /** Each row is added up first, so that rounding errors grow slowly. */
    private float average(int plane, int top, int left) {
        float sum = 0f;
        int rows = elements(top, windowHeight, verticalDilation, inputHeight);
        int columns = elements(left, windowWidth, horizontalDilation, inputWidth);
        for (int p = outside(top, verticalDilation); p < rows; p++) {
            int row = plane + (top + p * verticalDilation) * inputWidth + left;
            float some = 0f;
            for (int q = outside(left, horizontalDilation); q < columns; q++) {
                some += arena[row + q * horizontalDilation];
            }
            sum += some;
        }
        return sum / divisor(top, left);
    }

    private int divisor(int top, int left) {
        int rows = windowHeight;
        int columns = windowWidth;
        if (i4 == PoolingCode.AVERAGE) {
            rows = elements(top, windowHeight, verticalDilation, inputHeight) - outside(top, verticalDilation);
            columns = elements(left, windowWidth, horizontalDilation, inputWidth) - outside(left, horizontalDilation);
        }
        return rows * columns;
    }

    /** How many elements of a window are before the inputs. */
    private int outside(int start, int dilation) {
        return start < 0 ? (dilation - 1 - start) / dilation : 0;
    }

    /** How many elements of a window are before the end of the inputs. */
    private int elements(int start, int size, int dilation, int inputs) {
        return start + (size - 1) * dilation < inputs ? size : max(0, (inputs - start + dilation - 1) / dilation);
    }

    /**
     * Each gradient is the sum over all windows that the input is in. i0: x, i1: y (both read for the largest element only); i2:
     * dy; i3: dx; i4: pooling; i5: length of dx.
     */
    protected void poolGradient() {
        int from = getGlobalId(0) * i15;
        int to = min(from + i15, i5);
        for (int i = from; i < to; i++) {
            int line = i / inputWidth;
            int row = line % inputHeight;
            int column = i % inputWidth;
            int plane = line / inputHeight;
            float sum = 0f;
            int lastRow = min(outputHeight - 1, (row + paddingAbove) / verticalStride);
            int lastColumn = min(outputWidth - 1, (column + paddingLeft) / horizontalStride);
            for (int oi = firstWindow(row + paddingAbove, windowHeight, verticalDilation, verticalStride); oi <= lastRow; oi++) {
                int p = row + paddingAbove - oi * verticalStride;
                float some = 0f;
                if (p % verticalDilation == 0) {
                    for (int oj = firstWindow(column + paddingLeft, windowWidth, horizontalDilation,
                            horizontalStride); oj <= lastColumn; oj++) {
                        int q = column + paddingLeft - oj * horizontalStride;
                        if (q % horizontalDilation == 0) {
                            some += fromWindow(plane, i, oi, oj, p / verticalDilation, q / horizontalDilation);
                        }
                    }
                }
                sum += some;
            }
            arena[i3 + i] = sum;
        }
    }

    /** The first window along an axis that reaches a position, counted from the start of the padding. */
    private int firstWindow(int position, int size, int dilation, int stride) {
        int start = position - (size - 1) * dilation;
        return start <= 0 ? 0 : (start + stride - 1) / stride;
    }

    /** What element p, q of window oi, oj of a plane, which is input i, receives. */
    private float fromWindow(int plane, int i, int oi, int oj, int p, int q) {
        int output = (plane * outputHeight + oi) * outputWidth + oj;
        int top = oi * verticalStride - paddingAbove;
        int left = oj * horizontalStride - paddingLeft;
        float share = 0f;
        if (i4 != PoolingCode.MAX) {
            share = arena[i2 + output] / divisor(top, left);
        } else if (same(arena[i0 + i], arena[i1 + output]) && comesFirst(plane, top, left, p, q, arena[i1 + output])) {
            share = arena[i2 + output];
        }
        return share;
    }

    /** Whether no element before p, q in row-major order has the value of the largest. */
    private boolean comesFirst(int plane, int top, int left, int p, int q, float largest) {
        int others = 0;
        int columns = elements(left, windowWidth, horizontalDilation, inputWidth);
        for (int r = outside(top, verticalDilation); r <= p && others == 0; r++) {
            int row = i0 + (plane * inputHeight + top + r * verticalDilation) * inputWidth + left;
            int end = r < p ? columns : q;
            for (int s = outside(left, horizontalDilation); s < end; s++) {
                others += same(arena[row + s * horizontalDilation], largest) ? 1 : 0;
            }
        }
        return others == 0;
    }

    @SuppressWarnings("IdentityBinaryExpression") // Only NaN differs from itself; Aparapi has no isNaN.
    private boolean same(float a, float b) {
        return a == b || a != a && b != b;
    }
}
