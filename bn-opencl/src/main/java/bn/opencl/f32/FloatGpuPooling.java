package bn.opencl.f32;

import bn.opencl.program.PoolingCode;

/** The backward pass of poolings on a GPU. */
abstract class FloatGpuPooling extends FloatGpuDepthwise {

    /**
     * Arguments: see {@link FloatCpuPooling#poolGradient}. An item computes one gradient: the sum over all windows that the input is
     * in, so that no two items add to the same number.
     */
    @Override
    protected void poolGradient() {
        int i = getGlobalId(0);
        if (i < i5) {
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
