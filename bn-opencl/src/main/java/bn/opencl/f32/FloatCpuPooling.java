package bn.opencl.f32;

import bn.opencl.program.PoolingCode;

/** The backward pass of poolings on a processor. */
abstract class FloatCpuPooling extends FloatCpuDepthwise {

    /**
     * i0: x, i1: y (both read for the largest element only); i2: dy; i3: dx; i4: pooling; i5: length of dx; i6: channels. An item
     * computes one channel of one image: it adds the gradient of each window to those of its inputs.
     */
    @Override
    protected void poolGradient() {
        int plane = getGlobalId(1) * i6 + getGlobalId(0);
        int inputs = plane * inputHeight * inputWidth;
        for (int i = 0; i < inputHeight * inputWidth; i++) {
            arena[i3 + inputs + i] = 0f;
        }
        for (int oi = 0; oi < outputHeight; oi++) {
            int top = oi * verticalStride - paddingAbove;
            for (int oj = 0; oj < outputWidth; oj++) {
                int left = oj * horizontalStride - paddingLeft;
                float dy = arena[i2 + (plane * outputHeight + oi) * outputWidth + oj];
                if (i4 == PoolingCode.MAX) {
                    int at = firstLargestOf(i0 + inputs, top, left);
                    if (at >= 0) {
                        arena[i3 + inputs + at] += dy;
                    }
                } else {
                    addToWindow(i3 + inputs, top, left, dy / divisor(top, left));
                }
            }
        }
    }

    /** Where the first of the largest elements of a window is in its plane, or the first NaN; -1 if the window is padding alone. */
    @SuppressWarnings("IdentityBinaryExpression") // Only NaN differs from itself; Aparapi has no isNaN.
    private int firstLargestOf(int plane, int top, int left) {
        int rows = elements(top, windowHeight, verticalDilation, inputHeight);
        int columns = elements(left, windowWidth, horizontalDilation, inputWidth);
        int found = -1;
        float largest = 0f;
        for (int p = outside(top, verticalDilation); p < rows; p++) {
            for (int q = outside(left, horizontalDilation); q < columns; q++) {
                int at = (top + p * verticalDilation) * inputWidth + left + q * horizontalDilation;
                float v = arena[plane + at];
                if (found < 0 || v > largest || v != v && largest == largest) {
                    found = at;
                    largest = v;
                }
            }
        }
        return found;
    }

    private void addToWindow(int plane, int top, int left, float number) {
        int rows = elements(top, windowHeight, verticalDilation, inputHeight);
        int columns = elements(left, windowWidth, horizontalDilation, inputWidth);
        for (int p = outside(top, verticalDilation); p < rows; p++) {
            int row = plane + (top + p * verticalDilation) * inputWidth + left;
            for (int q = outside(left, horizontalDilation); q < columns; q++) {
                arena[row + q * horizontalDilation] += number;
            }
        }
    }
}
