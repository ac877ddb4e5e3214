package bn.opencl.f32;

/** Updates of parameters, of running statistics and of moments. An item processes i15 consecutive elements. */
abstract class FloatUpdates extends FloatActivations {

    /**
     * i0: parameter; i1: gradient; i2: velocity; i3: length; i4: 1 for Nesterov's momentum; f0: momentum; f1: weight decay; f2:
     * learning rate.
     */
    protected void sgd() {
        int from = getGlobalId(0) * i15;
        int to = min(from + i15, i3);
        for (int i = from; i < to; i++) {
            float p = arena[i0 + i];
            float g = arena[i1 + i] + f1 * p;
            float v = f0 * arena[i2 + i] + g;
            arena[i2 + i] = v;
            arena[i0 + i] = p - f2 * (i4 == 0 ? v : g + f0 * v);
        }
    }

    /**
     * i0: parameter; i1: gradient; i2: mean; i3: variance; i4: length; f0: factor of the parameter (decoupled weight decay); f1:
     * weight decay that is added to the gradient; f2, f3: beta1 and 1 - beta1; f4, f5: beta2 and 1 - beta2; f6: learning rate
     * divided by 1 - beta1^t; f7: 1 / (1 - beta2^t); f8: eps.
     */
    protected void adam() {
        int from = getGlobalId(0) * i15;
        int to = min(from + i15, i4);
        for (int i = from; i < to; i++) {
            float p = arena[i0 + i];
            float g = arena[i1 + i] + f1 * p;
            float mean = f2 * arena[i2 + i] + f3 * g;
            float variance = f4 * arena[i3 + i] + f5 * g * g;
            arena[i2 + i] = mean;
            arena[i3 + i] = variance;
            arena[i0 + i] = f0 * p - f6 * mean / (sqrt(f7 * variance) + f8);
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
