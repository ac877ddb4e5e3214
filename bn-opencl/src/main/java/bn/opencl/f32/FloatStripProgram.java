package bn.opencl.f32;

/**
 * The program for processors, with the gradient of batch norm in strips as {@link FloatStripNorm}. Arguments besides those of
 * {@link FloatMerges}: i0: x; i1: y, or dy without an activation; i2: gamma; i3: 1 after a ReLU; i4: mean; i5: variance; i6:
 * gradient with respect to gamma; i7: gradient with respect to beta; i13: dy; i14: dx, which may be dy; f0: eps.
 */
public final class FloatStripProgram extends FloatStripNorm {
    /** i12: receives the parts: sum of g, the gradient before the activation, and sum of g xhat. */
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
            heap[first + q] = own[2 * WIDTH + q];
            heap[second + q] = own[3 * WIDTH + q];
        }
    }

    /** Lines 0 and 1: mean and 1 / sqrt(variance + eps). */
    private void load(int j, int w) {
        for (int q = 0; q < w; q++) {
            int channel = (j + q) / i10;
            own[q] = heap[i4 + channel];
            own[WIDTH + q] = scale(heap[i5 + channel]);
        }
    }

    /** Lines 2 and 3: the sums over some rows. */
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
                before(i * i9 + j, w);
                for (int q = 0; q < w; q++) {
                    float g = own[6 * WIDTH + q];
                    own[4 * WIDTH + q] += g;
                    own[5 * WIDTH + q] += g * ((heap[x + q] - own[q]) * own[WIDTH + q]);
                }
            }
            for (int q = 0; q < w; q++) {
                own[2 * WIDTH + q] += own[4 * WIDTH + q];
                own[3 * WIDTH + q] += own[5 * WIDTH + q];
            }
        }
    }

    /** Line 6: the gradients before the activation. */
    private void before(int at, int w) {
        int y = i1 + at;
        int dy = i13 + at;
        if (i3 == 0) {
            for (int q = 0; q < w; q++) {
                own[6 * WIDTH + q] = heap[dy + q];
            }
        } else {
            for (int q = 0; q < w; q++) {
                float out = heap[y + q];
                float g = heap[dy + q];
                own[6 * WIDTH + q] = slope(out, g);
            }
        }
    }

    /** Sums and gradients of whole columns, E = 1. */
    @Override
    protected void gradient() {
        int j = getGlobalId(0) * WIDTH;
        int w = min(WIDTH, i9 - j);
        load(j, w);
        sum(j, w, 0, i8);
        for (int q = 0; q < w; q++) {
            heap[i7 + j + q] = own[2 * WIDTH + q];
            heap[i6 + j + q] = own[3 * WIDTH + q];
        }
        passOn(j, w, 0, i8);
    }

    /** The gradient with respect to the inputs, with i6 and i7 known. */
    @Override
    protected void gradientApply() {
        int j = getGlobalId(0) * WIDTH;
        int part = getGlobalId(1);
        int w = min(WIDTH, i9 - j);
        load(j, w);
        for (int q = 0; q < w; q++) {
            int channel = (j + q) / i10;
            own[2 * WIDTH + q] = heap[i7 + channel];
            own[3 * WIDTH + q] = heap[i6 + channel];
        }
        passOn(j, w, part * i11, min(part * i11 + i11, i8));
    }

    /** dx = gamma scale (g - mean of g - xhat mean of g xhat); lines 0 to 3 as before. */
    private void passOn(int j, int w, int first, int last) {
        float values = i8 * i10;
        for (int q = 0; q < w; q++) {
            own[2 * WIDTH + q] = own[2 * WIDTH + q] / values;
            own[3 * WIDTH + q] = own[3 * WIDTH + q] / values;
            own[4 * WIDTH + q] = heap[i2 + (j + q) / i10] * own[WIDTH + q];
        }
        for (int i = first; i < last; i++) {
            int x = i0 + i * i9 + j;
            int dx = i14 + i * i9 + j;
            before(i * i9 + j, w);
            for (int q = 0; q < w; q++) {
                float g = own[6 * WIDTH + q];
                float xhat = (heap[x + q] - own[q]) * own[WIDTH + q];
                own[5 * WIDTH + q] = own[4 * WIDTH + q] * (g - own[2 * WIDTH + q] - xhat * own[3 * WIDTH + q]);
            }
            for (int q = 0; q < w; q++) {
                heap[dx + q] = own[5 * WIDTH + q];
            }
        }
    }
}
