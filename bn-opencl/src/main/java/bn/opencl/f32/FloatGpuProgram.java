package bn.opencl.f32;

/**
 * The program for GPUs. This class adds the backward pass of batch norm. Arguments and the meaning of g and xhat: see
 * {@link FloatCpuProgram}. An item processes at most 64 rows.
 */
public final class FloatGpuProgram extends FloatGpuMerge {

    /** i12: receives, for each part and column, the sum of g and the sum of g xhat. */
    @Override
    protected void gradientSums() {
        int j = getGroupId(0) * WIDTH + getLocalId(0);
        int part = getGroupId(1);
        sum(min(j, i9 - 1), part * i11, min(part * i11 + i11, i8));
        if (getLocalId(1) == 0 && j < i9) {
            int parts = (i8 + i11 - 1) / i11;
            arena[i12 + part * i9 + j] = left[getLocalId(0)];
            arena[i12 + (parts + part) * i9 + j] = right[getLocalId(0)];
        }
    }

    /** Leaves the sums of g and g xhat over some rows in left and right. */
    private void sum(int column, int first, int last) {
        float mean = arena[i4 + column / i10];
        float scale = scale(arena[i5 + column / i10]);
        float sumG = 0f;
        float sumProduct = 0f;
        for (int i = first + getLocalId(1); i < last; i += LANES) {
            int at = i * i9 + column;
            float g = inputOfActivation(at);
            sumG += g;
            sumProduct += g * ((arena[i0 + at] - mean) * scale);
        }
        reduce(sumG, sumProduct);
    }

    /** g: the gradient with respect to the input of the activation. */
    private float inputOfActivation(int at) {
        float dy = arena[i13 + at];
        return i3 == 0 ? dy : reluInputGradient(arena[i1 + at], dy);
    }

    /** Sums and gradients of whole columns, where E is 1. */
    @Override
    protected void gradient() {
        int j = getGroupId(0) * WIDTH + getLocalId(0);
        sum(min(j, i9 - 1), 0, i8);
        float sumG = left[getLocalId(0)];
        float sumProduct = right[getLocalId(0)];
        if (getLocalId(1) == 0 && j < i9) {
            arena[i7 + j] = sumG;
            arena[i6 + j] = sumProduct;
        }
        inputGradient(j, sumG, sumProduct, 0, i8);
    }

    /** The gradient with respect to the inputs, from i6 and i7, which are known by now. */
    @Override
    protected void gradientApply() {
        int j = getGroupId(0) * WIDTH + getLocalId(0);
        int first = getGroupId(1) * i11;
        int channel = min(j, i9 - 1) / i10;
        inputGradient(j, arena[i7 + channel], arena[i6 + channel], first, min(first + i11, i8));
    }

    /** dx = gamma scale (g - mean(g) - xhat mean(g xhat)), where scale is 1 / sqrt(variance + eps). */
    private void inputGradient(int j, float sumG, float sumProduct, int first, int last) {
        int channel = min(j, i9 - 1) / i10;
        float values = i8 * i10;
        float meanG = sumG / values;
        float meanProduct = sumProduct / values;
        float mean = arena[i4 + channel];
        float scale = scale(arena[i5 + channel]);
        float outer = arena[i2 + channel] * scale;
        if (j < i9) {
            for (int i = first + getLocalId(1); i < last; i += LANES) {
                int at = i * i9 + j;
                float xhat = (arena[i0 + at] - mean) * scale;
                arena[i14 + at] = outer * (inputOfActivation(at) - meanG - xhat * meanProduct);
            }
        }
    }
}
