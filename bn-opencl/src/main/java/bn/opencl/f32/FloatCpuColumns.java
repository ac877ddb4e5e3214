package bn.opencl.f32;

/**
 * The matrices of columns that make convolutions out of matrix products (im2col, col2im), on a processor. Layout and arguments:
 * see {@link bn.opencl.program.Op#IM2COL}.
 */
abstract class FloatCpuColumns extends FloatCpuNorm {

    /** An item fills the rows of i5 channels in one panel. It copies from one line of the images at a time. */
    @Override
    protected void im2col() {
        int panel = getGlobalId(0);
        int firstChannel = getGlobalId(1) * i5;
        int lastChannel = min(firstChannel + i5, i2);
        int n = 0;
        for (int q = 0; q < WIDTH; q += n) {
            int position = i3 + panel * WIDTH + q;
            int line = position / outputWidth;
            int oj = position - line * outputWidth;
            int picture = line / outputHeight;
            int oi = line - picture * outputHeight;
            n = min(WIDTH - q, outputWidth - oj);
            int height = inputHeight;
            if (position >= i4) {
                // After the last position; these columns are zeros.
                n = WIDTH - q;
                height = 0;
            }
            for (int b = 0; b < windowWidth; b++) {
                int j = oj * horizontalStride + b * horizontalDilation - paddingLeft;
                int first = min(n, stepsTo(-j));
                int last = max(first, min(n, stepsTo(inputWidth - j)));
                for (int a = 0; a < windowHeight; a++) {
                    int i = oi * verticalStride + a * verticalDilation - paddingAbove;
                    int end = i >= 0 && i < height ? last : first;
                    for (int channel = firstChannel; channel < lastChannel; channel++) {
                        int row = ((panel * i2 + channel) * windowHeight + a) * windowWidth + b;
                        int source = ((picture * i2 + channel) * inputHeight + i) * inputWidth + j;
                        copyLine(i0 + source, i1 + row * WIDTH + q, n, first, end);
                    }
                }
            }
        }
    }

    /** How many steps of the horizontal stride it takes to come over a distance. */
    protected int stepsTo(int distance) {
        return distance <= 0 ? 0 : horizontalStride == 1 ? distance : (distance + horizontalStride - 1) / horizontalStride;
    }

    /** Fills n elements: zeros, then from the first to the last - 1 those of x, then zeros. */
    private void copyLine(int from, int to, int n, int first, int last) {
        for (int t = 0; t < first; t++) {
            arena[to + t] = 0f;
        }
        if (horizontalStride == 1) {
            for (int t = first; t < last; t++) {
                arena[to + t] = arena[from + t];
            }
        } else {
            for (int t = first; t < last; t++) {
                arena[to + t] = arena[from + t * horizontalStride];
            }
        }
        for (int t = last; t < n; t++) {
            arena[to + t] = 0f;
        }
    }

    /** An item computes one channel of one image, 64 elements of a line at a time. */
    @Override
    protected void col2im() {
        int channel = getGlobalId(0);
        int picture = getGlobalId(1);
        int taps = windowHeight * windowWidth;
        int plane = i1 + (picture * i2 + channel) * inputHeight * inputWidth;
        int start = picture * outputHeight * outputWidth;
        int first = max(i3 - start, 0);
        int last = min(i4 - start, outputHeight * outputWidth);
        for (int i = 0; i < inputHeight; i++) {
            for (int left = 0; left < inputWidth; left += WIDTH) {
                int w = min(WIDTH, inputWidth - left);
                int to = plane + i * inputWidth + left;
                for (int q = 0; q < w; q++) {
                    own[q] = first == 0 ? 0f : arena[to + q];
                }
                for (int a = 0; a < windowHeight; a++) {
                    int top = i + paddingAbove - a * verticalDilation;
                    int oi = top / verticalStride;
                    if (top >= 0 && oi < outputHeight && oi * verticalStride == top) {
                        int line = oi * outputWidth;
                        for (int b = 0; b < windowWidth; b++) {
                            // The element of the line of outputs with this index reads the input left + t * stride - shift.
                            int shift = left + paddingLeft - b * horizontalDilation;
                            int begin = max(stepsTo(shift), first - line);
                            int end = min(min(stepsTo(shift + w), outputWidth), last - line);
                            int row = i0 + (channel * taps + a * windowWidth + b) * WIDTH;
                            int n = 0;
                            for (int t = begin; t < end; t += n) {
                                int column = start + line + t - i3;
                                int from = row + column / WIDTH * (i2 * taps * WIDTH) + column % WIDTH;
                                n = min(WIDTH - column % WIDTH, end - t);
                                int at = t * horizontalStride - shift;
                                if (horizontalStride == 1) {
                                    for (int q = 0; q < n; q++) {
                                        own[at + q] += arena[from + q];
                                    }
                                } else {
                                    for (int q = 0; q < n; q++) {
                                        own[at + q * horizontalStride] += arena[from + q];
                                    }
                                }
                            }
                        }
                    }
                }
                for (int q = 0; q < w; q++) {
                    arena[to + q] = own[q];
                }
            }
        }
    }
}
