package bn.opencl.f32;

/** The losses: one item for each example, then one item for the total. */
abstract class FloatLosses extends FloatPooling {

    /**
     * i0: z; i1: targets; i2: dz, which may be z, or -1 for none; i3: receives the loss of each row, then whether each row is
     * correct (1) or not (0); i4: rows; i5: columns; i6: 1 for the squared loss.
     */
    protected void lossRows() {
        int row = getGlobalId(0);
        if (row < i4) {
            int z = i0 + row * i5;
            int t = i1 + row * i5;
            int correct = firstLargest(z) == firstLargest(t) ? 1 : 0;
            arena[i3 + i4 + row] = firstLargest(z) < 0 ? 0 : correct;
            if (i6 == 1) {
                squared(row, z, t);
            } else {
                crossEntropy(row, z, t);
            }
        }
    }

    private void squared(int row, int z, int t) {
        float sum = 0f;
        for (int k = 0; k < i5; k++) {
            float error = arena[z + k] - arena[t + k];
            sum += 0.5f * error * error;
            if (i2 >= 0) {
                arena[i2 + row * i5 + k] = error / i4;
            }
        }
        arena[i3 + row] = sum;
    }

    /** The largest z is subtracted first, so that exp cannot overflow. If a z is infinite or NaN, so is the loss. */
    private void crossEntropy(int row, int z, int t) {
        float largest = arena[z];
        for (int k = 1; k < i5; k++) {
            largest = arena[z + k] > largest ? arena[z + k] : largest;
        }
        float total = 0f;
        float weight = 0f;
        for (int k = 0; k < i5; k++) {
            total += exp(arena[z + k] - largest);
            weight += arena[t + k];
        }
        float logTotal = log(total);
        float sum = 0f;
        for (int k = 0; k < i5; k++) {
            float v = arena[z + k] - largest;
            float target = arena[t + k];
            sum += target * (logTotal - v);
            if (i2 >= 0) {
                arena[i2 + row * i5 + k] = (exp(v) / total * weight - target) / i4;
            }
        }
        arena[i3 + row] = sum;
    }

    /** The first column with the largest value of a row, or -1 if a value is NaN. */
    @SuppressWarnings("IdentityBinaryExpression") // Only NaN differs from itself; Aparapi has no isNaN.
    private int firstLargest(int at) {
        int first = 0;
        int nan = 0;
        for (int k = 0; k < i5; k++) {
            float v = arena[at + k];
            first = v > arena[at + first] ? k : first;
            nan += v == v ? 0 : 1;
        }
        return nan > 0 ? -1 : first;
    }

    /**
     * i0: the losses of all rows, then their correctness; i1: rows; i2: receives the mean loss and the number of correct rows.
     */
    protected void lossTotal() {
        if (getGlobalId(0) == 0) {
            float loss = 0f;
            float correct = 0f;
            for (int from = 0; from < i1; from += 64) {
                int to = min(from + 64, i1);
                float some = 0f;
                for (int i = from; i < to; i++) {
                    some += arena[i0 + i];
                    correct += arena[i0 + i1 + i];
                }
                loss += some;
            }
            arena[i2] = loss / i1;
            arena[i2 + 1] = correct;
        }
    }
}
