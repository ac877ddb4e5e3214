package bn.opencl.f32;

/**
 * Depthwise convolutions on a processor: each output channel has one input channel. Arguments: i4: output channels; i5: output
 * channels for each input channel.
 */
abstract class FloatCpuDepthwise extends FloatCpuColumns {
    private static final int LANES = 16;
    private static final int LINES = 64;

    /** i0: x; i1: weights; i2: bias, or -1 for none; i3: y. An item computes one channel of one image, 64 elements at a time. */
    @Override
    protected void depthwise() {
        int channel = getGlobalId(0);
        int plane = getGlobalId(1) * i4 + channel;
        int source = i0 + (getGlobalId(1) * (i4 / i5) + channel / i5) * inputHeight * inputWidth;
        for (int oi = 0; oi < outputHeight; oi++) {
            for (int left = 0; left < outputWidth; left += WIDTH) {
                int w = min(WIDTH, outputWidth - left);
                for (int q = 0; q < w; q++) {
                    own[q] = i2 < 0 ? 0f : arena[max(i2, 0) + channel];
                }
                for (int a = 0; a < windowHeight; a++) {
                    int i = oi * verticalStride + a * verticalDilation - paddingAbove;
                    for (int b = 0; b < windowWidth && i >= 0 && i < inputHeight; b++) {
                        int j = left * horizontalStride + b * horizontalDilation - paddingLeft;
                        int from = source + i * inputWidth + j;
                        int end = min(w, stepsTo(inputWidth - j));
                        float weight = arena[i1 + (channel * windowHeight + a) * windowWidth + b];
                        if (horizontalStride == 1) {
                            for (int q = stepsTo(-j); q < end; q++) {
                                own[q] += weight * arena[from + q];
                            }
                        } else {
                            for (int q = stepsTo(-j); q < end; q++) {
                                own[q] += weight * arena[from + q * horizontalStride];
                            }
                        }
                    }
                }
                int to = i3 + (plane * outputHeight + oi) * outputWidth + left;
                for (int q = 0; q < w; q++) {
                    arena[to + q] = own[q];
                }
            }
        }
    }

    /** i0: dy; i1: weights; i2: dx. An item computes one channel of one image, 64 elements of a line at a time. */
    @Override
    protected void depthwiseInput() {
        int channel = getGlobalId(0);
        int plane = getGlobalId(1) * (i4 / i5) + channel;
        for (int i = 0; i < inputHeight; i++) {
            for (int left = 0; left < inputWidth; left += WIDTH) {
                int w = min(WIDTH, inputWidth - left);
                for (int q = 0; q < w; q++) {
                    own[q] = 0f;
                }
                for (int a = 0; a < windowHeight; a++) {
                    int top = i + paddingAbove - a * verticalDilation;
                    int oi = top / verticalStride;
                    boolean inside = top >= 0 && oi < outputHeight && oi * verticalStride == top;
                    for (int o = channel * i5; o < channel * i5 + i5 && inside; o++) {
                        int line = i0 + ((getGlobalId(1) * i4 + o) * outputHeight + oi) * outputWidth;
                        for (int b = 0; b < windowWidth; b++) {
                            int shift = left + paddingLeft - b * horizontalDilation;
                            int end = min(stepsTo(shift + w), outputWidth);
                            float weight = arena[i1 + (o * windowHeight + a) * windowWidth + b];
                            if (horizontalStride == 1) {
                                for (int t = stepsTo(shift); t < end; t++) {
                                    own[t - shift] += weight * arena[line + t];
                                }
                            } else {
                                for (int t = stepsTo(shift); t < end; t++) {
                                    own[t * horizontalStride - shift] += weight * arena[line + t];
                                }
                            }
                        }
                    }
                }
                int to = i2 + (plane * inputHeight + i) * inputWidth + left;
                for (int q = 0; q < w; q++) {
                    arena[to + q] = own[q];
                }
            }
        }
    }

    /**
     * i0: x; i1: dy; i2: gradient with respect to the weights; i3: images. An item computes one element: it adds up products in
     * 16 sums, which it adds to the result after every 64 lines of outputs, so that rounding errors grow slowly.
     */
    @Override
    protected void depthwiseWeights() {
        int a = getGlobalId(0) / windowWidth;
        int b = getGlobalId(0) % windowWidth;
        int channel = getGlobalId(1);
        int j = b * horizontalDilation - paddingLeft;
        int first = min(stepsTo(-j), outputWidth);
        int end = min(stepsTo(inputWidth - j), outputWidth);
        float sum = 0f;
        int lines = i3 * outputHeight;
        for (int from = 0; from < lines; from += LINES) {
            for (int q = 0; q < LANES; q++) {
                own[q] = 0f;
            }
            for (int line = from; line < min(from + LINES, lines); line++) {
                int oi = line % outputHeight;
                int i = oi * verticalStride + a * verticalDilation - paddingAbove;
                int dy = i1 + (line / outputHeight * i4 + channel) * outputHeight * outputWidth + oi * outputWidth;
                int x = i0 + ((line / outputHeight * (i4 / i5) + channel / i5) * inputHeight + i) * inputWidth + j;
                for (int t = first; t < end && i >= 0 && i < inputHeight; t += LANES) {
                    int n = min(LANES, end - t);
                    if (horizontalStride == 1) {
                        for (int q = 0; q < n; q++) {
                            own[q] += arena[dy + t + q] * arena[x + t + q];
                        }
                    } else {
                        for (int q = 0; q < n; q++) {
                            own[q] += arena[dy + t + q] * arena[x + (t + q) * horizontalStride];
                        }
                    }
                }
            }
            float some = 0f;
            for (int q = 0; q < LANES; q++) {
                some += own[q];
            }
            sum += some;
        }
        arena[i2 + channel * windowHeight * windowWidth + getGlobalId(0)] = sum;
    }
}
