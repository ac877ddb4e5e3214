package bn.opencl.f32;

/** Batch norm on a GPU. Arguments: see {@link FloatMerges} and {@link FloatStripNorm}. At most 64 rows an item. */
abstract class FloatTileNorm extends FloatTileSums {

    /** i0: x; i1: first row of values to take off; i12: receives the parts. */
    @Override
    protected void normStatistics() {
        int j = getGroupId(0) * WIDTH + getLocalId(0);
        int part = getGroupId(1);
        int first = part * i11;
        int last = min(first + i11, i8);
        int column = min(j, i9 - 1);
        float off = heap[i1 + column / i10 * i10];
        float mean = mean(column, off, first, last);
        float variance = variance(column, off, mean, first, last);
        if (getLocalId(1) == 0 && j < i9) {
            int parts = (i8 + i11 - 1) / i11;
            heap[i12 + part * i9 + j] = mean;
            heap[i12 + (parts + part) * i9 + j] = variance;
        }
    }

    private float mean(int column, float off, int first, int last) {
        float sum = 0f;
        for (int i = first + getLocalId(1); i < last; i += LANES) {
            sum += heap[i0 + i * i9 + column] - off;
        }
        reduce(sum, 0f);
        return left[getLocalId(0)] / (last - first);
    }

    private float variance(int column, float off, float mean, int first, int last) {
        float sum = 0f;
        for (int i = first + getLocalId(1); i < last; i += LANES) {
            float deviation = heap[i0 + i * i9 + column] - off - mean;
            sum += deviation * deviation;
        }
        reduce(sum, 0f);
        return left[getLocalId(0)] / (last - first);
    }

    /** Statistics and outputs of whole columns, E = 1. i0: x; i1: x; i4, i5: receive mean and variance; others: {@link #normApply}. */
    @Override
    protected void norm() {
        int j = getGroupId(0) * WIDTH + getLocalId(0);
        int column = min(j, i9 - 1);
        float off = heap[i1 + column];
        float mean = mean(column, off, 0, i8);
        float variance = variance(column, off, mean, 0, i8);
        if (getLocalId(1) == 0 && j < i9) {
            heap[i4 + j] = off + mean;
            heap[i5 + j] = variance;
        }
        apply(j, off, mean, variance, 0, i8);
    }

    /** As {@link FloatStripNorm#normApply}. */
    @Override
    protected void normApply() {
        int j = getGroupId(0) * WIDTH + getLocalId(0);
        int first = getGroupId(1) * i11;
        int channel = min(j, i9 - 1) / i10;
        float off = 0f;
        float mean = 0f;
        if (i6 < 0) {
            off = heap[i4 + channel];
        } else {
            off = heap[i1 + channel * i10];
            mean = heap[i6 + channel];
        }
        apply(j, off, mean, heap[i5 + channel], first, min(first + i11, i8));
    }

    private void apply(int j, float off, float mean, float variance, int first, int last) {
        int channel = min(j, i9 - 1) / i10;
        float scale = heap[i2 + channel] * scale(variance);
        float shift = heap[i3 + channel];
        if (j < i9) {
            for (int i = first + getLocalId(1); i < last; i += LANES) {
                float v = (heap[i0 + i * i9 + j] - off - mean) * scale + shift;
                heap[i7 + i * i9 + j] = v < f1 ? f1 : v;
            }
        }
    }
}
