package bn.opencl.f32;

/**
 * The matrices of columns that make convolutions out of matrix products (im2col, col2im), on a GPU. Layout and arguments: see
 * {@link bn.opencl.program.Op#IM2COL}.
 */
abstract class FloatGpuColumns extends FloatGpuNorm {

    /** An item copies one window of one channel; neighbouring items write neighbouring columns. */
    @Override
    protected void im2col() {
        int column = getGlobalId(0);
        int channel = getGlobalId(1);
        if (channel < i2) {
            int position = i3 + column;
            int line = position / outputWidth;
            int top = line % outputHeight * verticalStride - paddingAbove;
            int left = position % outputWidth * horizontalStride - paddingLeft;
            int plane = i0 + (line / outputHeight * i2 + channel) * inputHeight * inputWidth;
            int to = i1 + (column / PANEL * i2 + channel) * windowHeight * windowWidth * PANEL + column % PANEL;
            for (int a = 0; a < windowHeight; a++) {
                int i = top + a * verticalDilation;
                for (int b = 0; b < windowWidth; b++) {
                    int j = left + b * horizontalDilation;
                    float v = 0f;
                    if (position < i4 && i >= 0 && i < inputHeight && j >= 0 && j < inputWidth) {
                        v = arena[plane + i * inputWidth + j];
                    }
                    arena[to + (a * windowWidth + b) * PANEL] = v;
                }
            }
        }
    }

    /** An item computes one element: it reads the copies of an input. */
    @Override
    protected void col2im() {
        int element = getGlobalId(0);
        int line = element / inputWidth;
        int i = line % inputHeight;
        int j = element % inputWidth;
        int plane = line / inputHeight;
        int taps = windowHeight * windowWidth;
        int start = plane / i2 * outputHeight * outputWidth;
        if (start < i4) {
            float sum = i3 == 0 ? 0f : arena[i1 + element];
            for (int a = 0; a < windowHeight; a++) {
                int oi = window(i + paddingAbove - a * verticalDilation, verticalStride, outputHeight);
                for (int b = 0; b < windowWidth; b++) {
                    int oj = window(j + paddingLeft - b * horizontalDilation, horizontalStride, outputWidth);
                    int position = start + oi * outputWidth + oj;
                    if (oi >= 0 && oj >= 0 && position >= i3 && position < i4) {
                        int column = position - i3;
                        int row = plane % i2 * taps + a * windowWidth + b;
                        sum += arena[i0 + (column / PANEL * i2 * taps + row) * PANEL + column % PANEL];
                    }
                }
            }
            arena[i1 + element] = sum;
        }
    }

    /** The window along an axis that starts at a distance from the start of the padding, or -1 if there is none. */
    protected int window(int distance, int stride, int outputs) {
        int window = distance / stride;
        return distance >= 0 && window < outputs && window * stride == distance ? window : -1;
    }
}
