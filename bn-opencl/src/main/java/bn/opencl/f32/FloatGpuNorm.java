package bn.opencl.f32;

/**
 * The forward pass of batch norm on a GPU. Arguments: see {@link FloatChannelReduction} and {@link FloatCpuNorm}. An item
 * processes at most 64 rows.
 */
abstract class FloatGpuNorm extends FloatGpuSums {

    /** i0: x; i12: receives mean, rounding error of the mean and biased variance of each part and column. */
    @Override
    protected void normStatistics() {
        int j = getGroupId(0) * WIDTH + getLocalId(0);
        int part = getGroupId(1);
        int first = part * i11;
        int last = min(first + i11, i8);
        int column = min(j, i9 - 1);
        float rough = mean(column, first, last);
        deviations(column, rough, first, last);
        float off = left[getLocalId(0)] / (last - first);
        float variance = right[getLocalId(0)] / (last - first) - off * off;
        if (getLocalId(1) == 0 && j < i9) {
            int size = (i8 + i11 - 1) / i11 * i9;
            int at = i12 + part * i9 + j;
            arena[at] = rough + off;
            arena[at + size] = roundingError(rough, off);
            arena[at + 2 * size] = variance < 0f ? 0f : variance;
        }
    }

    /** The approximate mean of a column; the sum is rounded. */
    private float mean(int column, int first, int last) {
        float start = arena[i0 + first * i9 + column];
        float sum = 0f;
        for (int i = first + getLocalId(1); i < last; i += LANES) {
            sum += arena[i0 + i * i9 + column] - start;
        }
        reduce(sum, 0f);
        return start + left[getLocalId(0)] / (last - first);
    }

    /** Leaves the sums of the deviations and of their squares in left and right. */
    private void deviations(int column, float mean, int first, int last) {
        float sum = 0f;
        float squares = 0f;
        for (int i = first + getLocalId(1); i < last; i += LANES) {
            float off = arena[i0 + i * i9 + column] - mean;
            sum += off;
            squares += off * off;
        }
        reduce(sum, squares);
    }

    /**
     * Statistics and outputs of whole columns, where E is 1. i0: x; i4, i5: receive mean and variance; other arguments: see
     * {@link #normApply}.
     */
    @Override
    protected void norm() {
        int j = getGroupId(0) * WIDTH + getLocalId(0);
        int column = min(j, i9 - 1);
        float rough = mean(column, 0, i8);
        deviations(column, rough, 0, i8);
        float off = left[getLocalId(0)] / i8;
        float difference = right[getLocalId(0)] / i8 - off * off;
        float variance = difference < 0f ? 0f : difference;
        if (getLocalId(1) == 0 && j < i9) {
            arena[i4 + j] = rough + off;
            arena[i5 + j] = variance;
        }
        apply(j, rough, off, variance, 0, i8);
    }

    /** Arguments and result: see {@link FloatCpuNorm#normApply}. */
    @Override
    protected void normApply() {
        int j = getGroupId(0) * WIDTH + getLocalId(0);
        int first = getGroupId(1) * i11;
        int channel = min(j, i9 - 1) / i10;
        float rest = 0f;
        if (i6 >= 0) {
            rest = arena[i6 + channel];
        }
        apply(j, arena[i4 + channel], rest, arena[i5 + channel], first, min(first + i11, i8));
    }

    private void apply(int j, float mean, float rest, float variance, int first, int last) {
        int channel = min(j, i9 - 1) / i10;
        float scale = arena[i2 + channel] * scale(variance);
        float shift = arena[i3 + channel];
        if (j < i9) {
            for (int i = first + getLocalId(1); i < last; i += LANES) {
                float v = (arena[i0 + i * i9 + j] - mean - rest) * scale + shift;
                arena[i7 + i * i9 + j] = v < f1 ? f1 : v;
            }
        }
    }
}
