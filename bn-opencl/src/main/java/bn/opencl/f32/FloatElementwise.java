package bn.opencl.f32;

/** Elementwise operations. An item processes i15 consecutive elements. */
abstract class FloatElementwise extends FloatArena {

    /** i0: source; i1: destination; i2: length. */
    protected void copy() {
        int from = getGlobalId(0) * i15;
        int to = min(from + i15, i2);
        for (int i = from; i < to; i++) {
            arena[i1 + i] = arena[i0 + i];
        }
    }

    /**
     * i0: x; i1: y, which may be x; i2: length. NaN stays NaN. The in-place case has a loop of its own, so that compilers see
     * which addresses are the same.
     */
    protected void relu() {
        int from = getGlobalId(0) * i15;
        int to = min(from + i15, i2);
        if (i0 == i1) {
            for (int i = from; i < to; i++) {
                float v = arena[i0 + i];
                arena[i0 + i] = v <= 0f ? 0f : v;
            }
        } else {
            for (int i = from; i < to; i++) {
                float v = arena[i0 + i];
                arena[i1 + i] = v <= 0f ? 0f : v;
            }
        }
    }

    /** i0: y; i1: dy; i2: dx, which may be dy; i3: length. */
    protected void reluGradient() {
        int from = getGlobalId(0) * i15;
        int to = min(from + i15, i3);
        if (i1 == i2) {
            for (int i = from; i < to; i++) {
                arena[i1 + i] = reluInputGradient(arena[i0 + i], arena[i1 + i]);
            }
        } else {
            for (int i = from; i < to; i++) {
                arena[i2 + i] = reluInputGradient(arena[i0 + i], arena[i1 + i]);
            }
        }
    }

    /** The gradient with respect to the input of a ReLU whose output is y; NaN where y is NaN. */
    protected float reluInputGradient(float y, float dy) {
        float closed = y <= 0f ? 0f : y;
        return y > 0f ? dy : closed;
    }

    /** i0: parameter; i1: gradient; i2: velocity; i3: length; f0: momentum; f1: weight decay; f2: learning rate. */
    protected void sgd() {
        int from = getGlobalId(0) * i15;
        int to = min(from + i15, i3);
        for (int i = from; i < to; i++) {
            float p = arena[i0 + i];
            float v = f0 * arena[i2 + i] + arena[i1 + i] + f1 * p;
            arena[i2 + i] = v;
            arena[i0 + i] = p - f2 * v;
        }
    }

    /**
     * i0, i1: running mean and variance; i2, i3: mean and variance of the batch; i4: channels; f0: weight of the batch; f1:
     * correction factor of the variance.
     */
    protected void updateRunningStatistics() {
        int from = getGlobalId(0) * i15;
        int to = min(from + i15, i4);
        for (int i = from; i < to; i++) {
            arena[i0 + i] = (1f - f0) * arena[i0 + i] + f0 * arena[i2 + i];
            arena[i1 + i] = (1f - f0) * arena[i1 + i] + f0 * (f1 * arena[i3 + i]);
        }
    }

    /**
     * i0, i1: mean of the new rows and its rounding error; i2, i3: mean of all rows and its rounding error, which are updated;
     * i4: receives the scaled difference of the means; i5: features; f0: the new rows as a fraction of all rows; f1: scale.
     */
    protected void momentsStep() {
        int from = getGlobalId(0) * i15;
        int to = min(from + i15, i5);
        for (int i = from; i < to; i++) {
            float mean = arena[i2 + i];
            float step = arena[i0 + i] - mean + (arena[i1 + i] - arena[i3 + i]);
            float moved = arena[i3 + i] + f0 * step;
            arena[i2 + i] = mean + moved;
            arena[i3 + i] = roundingError(mean, moved);
            arena[i4 + i] = f1 * step;
        }
    }

    /** The rounding error of a + b (Knuth's two-sum). */
    protected float roundingError(float a, float b) {
        float sum = a + b;
        float second = sum - a;
        float first = sum - second;
        return a - first + (b - second);
    }
}
