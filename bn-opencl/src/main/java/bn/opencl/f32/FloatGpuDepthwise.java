package bn.opencl.f32;

/** Depthwise convolutions on a GPU. Arguments: see {@link FloatCpuDepthwise}. */
abstract class FloatGpuDepthwise extends FloatGpuRows {

    /** An item computes one output. i6: number of outputs. */
    @Override
    protected void depthwise() {
        int output = getGlobalId(0);
        if (output < i6) {
            int line = output / outputWidth;
            int top = line % outputHeight * verticalStride - paddingAbove;
            int left = output % outputWidth * horizontalStride - paddingLeft;
            int channel = line / outputHeight % i4;
            int source = i0 + inputPlane(line / outputHeight) * inputHeight * inputWidth;
            float sum = 0f;
            if (i2 >= 0) {
                sum = arena[i2 + channel];
            }
            for (int a = 0; a < windowHeight; a++) {
                int i = top + a * verticalDilation;
                for (int b = 0; b < windowWidth; b++) {
                    int j = left + b * horizontalDilation;
                    if (i >= 0 && i < inputHeight && j >= 0 && j < inputWidth) {
                        sum += arena[i1 + (channel * windowHeight + a) * windowWidth + b] * arena[source + i * inputWidth + j];
                    }
                }
            }
            arena[i3 + output] = sum;
        }
    }

    /** The channel of an image that a channel of an image of outputs is computed from, both counted over all images. */
    private int inputPlane(int outputPlane) {
        return outputPlane / i4 * (i4 / i5) + outputPlane % i4 / i5;
    }

    /** An item computes one gradient. i6: number of gradients. */
    @Override
    protected void depthwiseInput() {
        int input = getGlobalId(0);
        if (input < i6) {
            int line = input / inputWidth;
            int i = line % inputHeight;
            int j = input % inputWidth;
            int channels = i4 / i5;
            int plane = line / inputHeight;
            float sum = 0f;
            for (int a = 0; a < windowHeight; a++) {
                int oi = window(i + paddingAbove - a * verticalDilation, verticalStride, outputHeight);
                for (int b = 0; b < windowWidth; b++) {
                    int oj = window(j + paddingLeft - b * horizontalDilation, horizontalStride, outputWidth);
                    for (int o = plane % channels * i5; o < plane % channels * i5 + i5 && oi >= 0 && oj >= 0; o++) {
                        float dy = arena[i0 + ((plane / channels * i4 + o) * outputHeight + oi) * outputWidth + oj];
                        sum += arena[i1 + (o * windowHeight + a) * windowWidth + b] * dy;
                    }
                }
            }
            arena[i2 + input] = sum;
        }
    }

    /** A group computes one gradient. */
    @Override
    protected void depthwiseWeights() {
        int element = getGroupId(0);
        int channel = getGroupId(1);
        int top = element / windowWidth * verticalDilation - paddingAbove;
        int left = element % windowWidth * horizontalDilation - paddingLeft;
        int outputs = outputHeight * outputWidth;
        float sum = 0f;
        for (int position = getLocalId(0); position < i3 * outputs; position += GROUP) {
            int i = position % outputs / outputWidth * verticalStride + top;
            int j = position % outputWidth * horizontalStride + left;
            int plane = position / outputs * i4 + channel;
            if (i >= 0 && i < inputHeight && j >= 0 && j < inputWidth) {
                sum += arena[i1 + plane * outputs + position % outputs]
                        * arena[i0 + (inputPlane(plane) * inputHeight + i) * inputWidth + j];
            }
        }
        float total = sumOfGroup(sum);
        if (getLocalId(0) == 0) {
            arena[i2 + channel * windowHeight * windowWidth + element] = total;
        }
    }
}
