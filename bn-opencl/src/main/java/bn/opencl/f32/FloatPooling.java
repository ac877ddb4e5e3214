package bn.opencl.f32;

import bn.opencl.program.PoolingCode;

/** The forward pass of poolings. An item computes i15 consecutive outputs. */
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

    protected int divisor(int top, int left) {
        int rows = windowHeight;
        int columns = windowWidth;
        if (i4 == PoolingCode.AVERAGE) {
            rows = elements(top, windowHeight, verticalDilation, inputHeight) - outside(top, verticalDilation);
            columns = elements(left, windowWidth, horizontalDilation, inputWidth) - outside(left, horizontalDilation);
        }
        return rows * columns;
    }

    /** How many elements of a window are before the inputs. */
    protected int outside(int start, int dilation) {
        return start < 0 ? (dilation - 1 - start) / dilation : 0;
    }

    /** How many elements of a window are before the end of the inputs. */
    protected int elements(int start, int size, int dilation, int inputs) {
        return start + (size - 1) * dilation < inputs ? size : max(0, (inputs - start + dilation - 1) / dilation);
    }
}
