package bn.opencl.f32;

/** The forward pass of batch norm on a processor, 64 columns at a time as in {@link FloatCpuStatistics}. */
abstract class FloatCpuNorm extends FloatCpuStatistics {

    /**
     * Statistics and outputs of whole columns, where E is 1. i0: x; i4, i5: receive mean and variance; other arguments: see
     * {@link #normApply}.
     */
    @Override
    protected void norm() {
        int j = getGlobalId(0) * WIDTH;
        int w = min(WIDTH, i9 - j);
        measure(j, w, 0, i8);
        for (int q = 0; q < w; q++) {
            arena[i4 + j + q] = own[q];
            arena[i5 + j + q] = own[2 * WIDTH + q];
        }
        apply(j, w, 0, i8);
    }

    /**
     * y = max(gamma (x - mean) / sqrt(variance + eps) + beta, f1). i0: x; i2: gamma; i3: beta; i4: mean; i5: variance; i6:
     * rounding error of the mean, or -1 for none; i7: y; f0: eps; f1: 0 for ReLU, else minus infinity.
     */
    @Override
    protected void normApply() {
        int j = getGlobalId(0) * WIDTH;
        int part = getGlobalId(1);
        int w = min(WIDTH, i9 - j);
        for (int q = 0; q < w; q++) {
            int channel = (j + q) / i10;
            own[q] = arena[i4 + channel];
            own[WIDTH + q] = i6 < 0 ? 0f : arena[max(i6, 0) + channel];
            own[2 * WIDTH + q] = arena[i5 + channel];
        }
        apply(j, w, part * i11, min(part * i11 + i11, i8));
    }

    /** Normalizes some rows with the statistics in lines 0 to 2, as written by {@link #measure}. */
    private void apply(int j, int w, int first, int last) {
        for (int q = 0; q < w; q++) {
            int channel = (j + q) / i10;
            own[3 * WIDTH + q] = arena[i2 + channel] * scale(own[2 * WIDTH + q]);
            own[4 * WIDTH + q] = arena[i3 + channel];
        }
        for (int i = first; i < last; i++) {
            int x = i0 + i * i9 + j;
            int y = i7 + i * i9 + j;
            for (int q = 0; q < w; q++) {
                own[5 * WIDTH + q] = (arena[x + q] - own[q] - own[WIDTH + q]) * own[3 * WIDTH + q] + own[4 * WIDTH + q];
            }
            for (int q = 0; q < w; q++) {
                float v = own[5 * WIDTH + q];
                arena[y + q] = v < f1 ? f1 : v;
            }
        }
    }
}
