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

    /** y = max(a + b, f0). i0: a; i1: b; i2: y, which may be a; i3: length; f0: 0 for ReLU, else minus infinity. */
    protected void add() {
        int from = getGlobalId(0) * i15;
        int to = min(from + i15, i3);
        if (i0 == i2) {
            for (int i = from; i < to; i++) {
                float v = arena[i0 + i] + arena[i1 + i];
                arena[i0 + i] = v < f0 ? f0 : v;
            }
        } else {
            for (int i = from; i < to; i++) {
                float v = arena[i0 + i] + arena[i1 + i];
                arena[i2 + i] = v < f0 ? f0 : v;
            }
        }
    }

    /** y = a b. i0: a; i1: b; i2: y, which may be a; i3: length. */
    protected void multiply() {
        int from = getGlobalId(0) * i15;
        int to = min(from + i15, i3);
        if (i0 == i2) {
            for (int i = from; i < to; i++) {
                arena[i0 + i] = arena[i0 + i] * arena[i1 + i];
            }
        } else {
            for (int i = from; i < to; i++) {
                arena[i2 + i] = arena[i0 + i] * arena[i1 + i];
            }
        }
    }
}
