package bn.opencl.f32;

/**
 * The program for processors. This class adds the backward pass of batch norm, 64 columns at a time. Its arguments, in addition
 * to those of {@link FloatChannelReduction}: i0: x; i1: y, or dy if there is no activation; i2: gamma; i3: 1 if batch norm is
 * followed by a ReLU; i4: mean; i5: variance; i6: gradient with respect to gamma; i7: gradient with respect to beta; i13: dy;
 * i14: dx, which may be dy; f0: eps.
 */
public final class FloatCpuProgram extends FloatCpuRows {
    /**
     * i12: receives, for each part and column, the sum of g and the sum of g xhat. g is the gradient with respect to the input of
     * the activation, xhat is the normalized x.
     */
    @Override
    protected void gradientSums() {
        int j = getGlobalId(0) * WIDTH;
        int part = getGlobalId(1);
        int w = min(WIDTH, i9 - j);
        load(j, w);
        sum(j, w, part * i11, min(part * i11 + i11, i8));
        int parts = (i8 + i11 - 1) / i11;
        int first = i12 + part * i9 + j;
        int second = first + parts * i9;
        for (int q = 0; q < w; q++) {
            arena[first + q] = own[2 * WIDTH + q];
            arena[second + q] = own[3 * WIDTH + q];
        }
    }

    /** Loads mean and 1 / sqrt(variance + eps) into lines 0 and 1. */
    private void load(int j, int w) {
        for (int q = 0; q < w; q++) {
            int channel = (j + q) / i10;
            own[q] = arena[i4 + channel];
            own[WIDTH + q] = scale(arena[i5 + channel]);
        }
    }

    /** Computes the sums of g and g xhat over some rows, into lines 2 and 3. */
    private void sum(int j, int w, int first, int last) {
        for (int q = 0; q < w; q++) {
            own[2 * WIDTH + q] = 0f;
            own[3 * WIDTH + q] = 0f;
        }
        for (int from = first; from < last; from += ROWS) {
            int to = min(from + ROWS, last);
            for (int q = 0; q < w; q++) {
                own[4 * WIDTH + q] = 0f;
                own[5 * WIDTH + q] = 0f;
            }
            for (int i = from; i < to; i++) {
                int x = i0 + i * i9 + j;
                loadGradient(i * i9 + j, w);
                for (int q = 0; q < w; q++) {
                    float g = own[6 * WIDTH + q];
                    own[4 * WIDTH + q] += g;
                    own[5 * WIDTH + q] += g * ((arena[x + q] - own[q]) * own[WIDTH + q]);
                }
            }
            for (int q = 0; q < w; q++) {
                own[2 * WIDTH + q] += own[4 * WIDTH + q];
                own[3 * WIDTH + q] += own[5 * WIDTH + q];
            }
        }
    }

    /** Computes g for elements of a row, into line 6. */
    private void loadGradient(int at, int w) {
        int y = i1 + at;
        int dy = i13 + at;
        if (i3 == 0) {
            for (int q = 0; q < w; q++) {
                own[6 * WIDTH + q] = arena[dy + q];
            }
        } else {
            for (int q = 0; q < w; q++) {
                float out = arena[y + q];
                float g = arena[dy + q];
                own[6 * WIDTH + q] = reluInputGradient(out, g);
            }
        }
    }

    /** Sums and gradients of whole columns, where E is 1. */
    @Override
    protected void gradient() {
        int j = getGlobalId(0) * WIDTH;
        int w = min(WIDTH, i9 - j);
        load(j, w);
        sum(j, w, 0, i8);
        for (int q = 0; q < w; q++) {
            arena[i7 + j + q] = own[2 * WIDTH + q];
            arena[i6 + j + q] = own[3 * WIDTH + q];
        }
        inputGradient(j, w, 0, i8);
    }

    /** The gradient with respect to the inputs, from i6 and i7, which are known by now. */
    @Override
    protected void gradientApply() {
        int j = getGlobalId(0) * WIDTH;
        int part = getGlobalId(1);
        int w = min(WIDTH, i9 - j);
        load(j, w);
        for (int q = 0; q < w; q++) {
            int channel = (j + q) / i10;
            own[2 * WIDTH + q] = arena[i7 + channel];
            own[3 * WIDTH + q] = arena[i6 + channel];
        }
        inputGradient(j, w, part * i11, min(part * i11 + i11, i8));
    }

    /**
     * dx = gamma scale (g - mean(g) - xhat mean(g xhat)), where scale is 1 / sqrt(variance + eps), from lines 0 to 3: mean,
     * scale, sum of g, sum of g xhat.
     */
    private void inputGradient(int j, int w, int first, int last) {
        float values = i8 * i10;
        for (int q = 0; q < w; q++) {
            own[2 * WIDTH + q] = own[2 * WIDTH + q] / values;
            own[3 * WIDTH + q] = own[3 * WIDTH + q] / values;
            own[4 * WIDTH + q] = arena[i2 + (j + q) / i10] * own[WIDTH + q];
        }
        for (int i = first; i < last; i++) {
            int x = i0 + i * i9 + j;
            int dx = i14 + i * i9 + j;
            loadGradient(i * i9 + j, w);
            for (int q = 0; q < w; q++) {
                float g = own[6 * WIDTH + q];
                float xhat = (arena[x + q] - own[q]) * own[WIDTH + q];
                own[5 * WIDTH + q] = own[4 * WIDTH + q] * (g - own[2 * WIDTH + q] - xhat * own[3 * WIDTH + q]);
            }
            for (int q = 0; q < w; q++) {
                arena[dx + q] = own[5 * WIDTH + q];
            }
        }
    }
}
