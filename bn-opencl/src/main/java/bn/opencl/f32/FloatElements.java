package bn.opencl.f32;

/** What is done to each element by itself. An item does i15 elements that follow each other. */
abstract class FloatElements extends FloatMemory {

    /** i0: from; i1: to; i2: length. */
    protected void copy() {
        int from = getGlobalId(0) * i15;
        int to = min(from + i15, i2);
        for (int i = from; i < to; i++) {
            heap[i1 + i] = heap[i0 + i];
        }
    }

    /** i0: x; i1: y, which may be x; i2: length. NaN stays NaN. In place is apart, so that compilers see what aliases. */
    protected void relu() {
        int from = getGlobalId(0) * i15;
        int to = min(from + i15, i2);
        if (i0 == i1) {
            for (int i = from; i < to; i++) {
                float v = heap[i0 + i];
                heap[i0 + i] = v <= 0f ? 0f : v;
            }
        } else {
            for (int i = from; i < to; i++) {
                float v = heap[i0 + i];
                heap[i1 + i] = v <= 0f ? 0f : v;
            }
        }
    }

    /** i0: y; i1: dy; i2: dx, which may be dy; i3: length. */
    protected void reluGradient() {
        int from = getGlobalId(0) * i15;
        int to = min(from + i15, i3);
        if (i1 == i2) {
            for (int i = from; i < to; i++) {
                heap[i1 + i] = slope(heap[i0 + i], heap[i1 + i]);
            }
        } else {
            for (int i = from; i < to; i++) {
                heap[i2 + i] = slope(heap[i0 + i], heap[i1 + i]);
            }
        }
    }

    /** The gradient before a ReLU of output y; NaN where y is NaN. */
    protected float slope(float y, float dy) {
        float closed = y <= 0f ? 0f : y;
        return y > 0f ? dy : closed;
    }

    /** i0: parameter; i1: gradient; i2: velocity; i3: length; f0: momentum; f1: weight decay; f2: learning rate. */
    protected void sgd() {
        int from = getGlobalId(0) * i15;
        int to = min(from + i15, i3);
        for (int i = from; i < to; i++) {
            float p = heap[i0 + i];
            float v = f0 * heap[i2 + i] + heap[i1 + i] + f1 * p;
            heap[i2 + i] = v;
            heap[i0 + i] = p - f2 * v;
        }
    }

    /** i0, i1: running mean, variance; i2, i3: those of the batch; i4: channels; f0: weight; f1: the variance's correction. */
    protected void track() {
        int from = getGlobalId(0) * i15;
        int to = min(from + i15, i4);
        for (int i = from; i < to; i++) {
            heap[i0 + i] = (1f - f0) * heap[i0 + i] + f0 * heap[i2 + i];
            heap[i1 + i] = (1f - f0) * heap[i1 + i] + f0 * (f1 * heap[i3 + i]);
        }
    }

    /**
     * i0, i1: mean of new rows and what its rounding left; i2, i3: mean and rest of all rows, moved; i4: receives the scaled
     * step; i5: features; f0: share of the new rows; f1: scale.
     */
    protected void momentsStep() {
        int from = getGlobalId(0) * i15;
        int to = min(from + i15, i5);
        for (int i = from; i < to; i++) {
            float mean = heap[i2 + i];
            float step = heap[i0 + i] - mean + (heap[i1 + i] - heap[i3 + i]);
            float moved = heap[i3 + i] + f0 * step;
            heap[i2 + i] = mean + moved;
            heap[i3 + i] = lost(mean, moved);
            heap[i4 + i] = f1 * step;
        }
    }

    /** What the rounding of a + b loses (Knuth's two-sum). */
    protected float lost(float a, float b) {
        float sum = a + b;
        float second = sum - a;
        float first = sum - second;
        return a - first + (b - second);
    }
}
