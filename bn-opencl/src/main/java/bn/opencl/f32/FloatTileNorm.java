package bn.opencl.f32;

/** Batch norm on a GPU. Arguments: see {@link FloatMerges} and {@link FloatStripNorm}. At most 64 rows an item. */
abstract class FloatTileNorm extends FloatTileSums {

    /** i0: x; i12: receives the parts. */
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
            heap[at] = rough + off;
            heap[at + size] = lost(rough, off);
            heap[at + 2 * size] = variance < 0f ? 0f : variance;
        }
    }

    /** As rounded sums have it. */
    private float mean(int column, int first, int last) {
        float start = heap[i0 + first * i9 + column];
        float sum = 0f;
        for (int i = first + getLocalId(1); i < last; i += LANES) {
            sum += heap[i0 + i * i9 + column] - start;
        }
        reduce(sum, 0f);
        return start + left[getLocalId(0)] / (last - first);
    }

    /** Sums of the deviations and of their squares, in left and right. */
    private void deviations(int column, float mean, int first, int last) {
        float sum = 0f;
        float squares = 0f;
        for (int i = first + getLocalId(1); i < last; i += LANES) {
            float off = heap[i0 + i * i9 + column] - mean;
            sum += off;
            squares += off * off;
        }
        reduce(sum, squares);
    }

    /** Statistics and outputs of whole columns, E = 1. i0: x; i4, i5: receive mean and variance; others: {@link #normApply}. */
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
            heap[i4 + j] = rough + off;
            heap[i5 + j] = variance;
        }
        apply(j, rough, off, variance, 0, i8);
    }

    /** As {@link FloatStripNorm#normApply}. */
    @Override
    protected void normApply() {
        int j = getGroupId(0) * WIDTH + getLocalId(0);
        int first = getGroupId(1) * i11;
        int channel = min(j, i9 - 1) / i10;
        float rest = 0f;
        if (i6 >= 0) {
            rest = heap[i6 + channel];
        }
        apply(j, heap[i4 + channel], rest, heap[i5 + channel], first, min(first + i11, i8));
    }

    private void apply(int j, float mean, float rest, float variance, int first, int last) {
        int channel = min(j, i9 - 1) / i10;
        float scale = heap[i2 + channel] * scale(variance);
        float shift = heap[i3 + channel];
        if (j < i9) {
            for (int i = first + getLocalId(1); i < last; i += LANES) {
                float v = (heap[i0 + i * i9 + j] - mean - rest) * scale + shift;
                heap[i7 + i * i9 + j] = v < f1 ? f1 : v;
            }
        }
    }
}
