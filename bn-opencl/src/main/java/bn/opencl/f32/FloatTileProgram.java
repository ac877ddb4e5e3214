package bn.opencl.f32;

/** The program for GPUs, with the gradient of batch norm. Arguments: see {@link FloatStripProgram}. At most 64 rows an item. */
public final class FloatTileProgram extends FloatTileNorm {

    /** i12: receives the parts: sum of g, the gradient before the activation, and sum of g xhat. */
    @Override
    protected void gradientSums() {
        int j = getGroupId(0) * WIDTH + getLocalId(0);
        int part = getGroupId(1);
        sum(min(j, i9 - 1), part * i11, min(part * i11 + i11, i8));
        if (getLocalId(1) == 0 && j < i9) {
            int parts = (i8 + i11 - 1) / i11;
            heap[i12 + part * i9 + j] = left[getLocalId(0)];
            heap[i12 + (parts + part) * i9 + j] = right[getLocalId(0)];
        }
    }

    /** Leaves the sums over some rows in left and right. */
    private void sum(int column, int first, int last) {
        float mean = heap[i4 + column / i10];
        float scale = scale(heap[i5 + column / i10]);
        float sumG = 0f;
        float sumProduct = 0f;
        for (int i = first + getLocalId(1); i < last; i += LANES) {
            int at = i * i9 + column;
            float g = before(at);
            sumG += g;
            sumProduct += g * ((heap[i0 + at] - mean) * scale);
        }
        reduce(sumG, sumProduct);
    }

    /** The gradient before the activation. */
    private float before(int at) {
        float dy = heap[i13 + at];
        return i3 == 0 ? dy : slope(heap[i1 + at], dy);
    }

    /** Sums and gradients of whole columns, E = 1. */
    @Override
    protected void gradient() {
        int j = getGroupId(0) * WIDTH + getLocalId(0);
        sum(min(j, i9 - 1), 0, i8);
        float sumG = left[getLocalId(0)];
        float sumProduct = right[getLocalId(0)];
        if (getLocalId(1) == 0 && j < i9) {
            heap[i7 + j] = sumG;
            heap[i6 + j] = sumProduct;
        }
        passOn(j, sumG, sumProduct, 0, i8);
    }

    /** The gradient with respect to the inputs, with i6 and i7 known. */
    @Override
    protected void gradientApply() {
        int j = getGroupId(0) * WIDTH + getLocalId(0);
        int first = getGroupId(1) * i11;
        int channel = min(j, i9 - 1) / i10;
        passOn(j, heap[i7 + channel], heap[i6 + channel], first, min(first + i11, i8));
    }

    /** dx = gamma scale (g - mean of g - xhat mean of g xhat). */
    private void passOn(int j, float sumG, float sumProduct, int first, int last) {
        int channel = min(j, i9 - 1) / i10;
        float values = i8 * i10;
        float meanG = sumG / values;
        float meanProduct = sumProduct / values;
        float mean = heap[i4 + channel];
        float scale = scale(heap[i5 + channel]);
        float outer = heap[i2 + channel] * scale;
        if (j < i9) {
            for (int i = first + getLocalId(1); i < last; i += LANES) {
                int at = i * i9 + j;
                float xhat = (heap[i0 + at] - mean) * scale;
                heap[i14 + at] = outer * (before(at) - meanG - xhat * meanProduct);
            }
        }
    }
}
