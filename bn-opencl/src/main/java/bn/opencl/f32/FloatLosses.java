package bn.opencl.f32;

/** The losses: an item for each example, then one for the total. */
abstract class FloatLosses extends FloatElements {

    /**
     * i0: z; i1: targets; i2: dz, which may be z, or -1; i3: for each row the loss, then for each row 1 if correct, else 0; i4:
     * rows; i5: columns; i6: 1 if squared.
     */
    protected void lossRows() {
        int row = getGlobalId(0);
        if (row < i4) {
            int z = i0 + row * i5;
            int t = i1 + row * i5;
            int correct = firstLargest(z) == firstLargest(t) ? 1 : 0;
            heap[i3 + i4 + row] = firstLargest(z) < 0 ? 0 : correct;
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
            float error = heap[z + k] - heap[t + k];
            sum += 0.5f * error * error;
            if (i2 >= 0) {
                heap[i2 + row * i5 + k] = error / i4;
            }
        }
        heap[i3 + row] = sum;
    }

    /** The largest z is taken off first, so that exp cannot overflow; an infinite or NaN z makes the loss NaN or infinite. */
    private void crossEntropy(int row, int z, int t) {
        float largest = heap[z];
        for (int k = 1; k < i5; k++) {
            largest = heap[z + k] > largest ? heap[z + k] : largest;
        }
        float total = 0f;
        float weight = 0f;
        for (int k = 0; k < i5; k++) {
            total += exp(heap[z + k] - largest);
            weight += heap[t + k];
        }
        float logTotal = log(total);
        float sum = 0f;
        for (int k = 0; k < i5; k++) {
            float v = heap[z + k] - largest;
            float target = heap[t + k];
            sum += target * (logTotal - v);
            if (i2 >= 0) {
                heap[i2 + row * i5 + k] = (exp(v) / total * weight - target) / i4;
            }
        }
        heap[i3 + row] = sum;
    }

    /** The first column with the largest value of a row, -1 if one is NaN. */
    private int firstLargest(int at) {
        int first = 0;
        int nan = 0;
        for (int k = 0; k < i5; k++) {
            float v = heap[at + k];
            first = v > heap[at + first] ? k : first;
            nan += v == v ? 0 : 1;
        }
        return nan > 0 ? -1 : first;
    }

    /**
     * i0: for each row the loss, then for each row 1 if correct, else 0; i1: rows; i2: receives the mean loss and the number of
     * correct rows.
     */
    protected void lossTotal() {
        if (getGlobalId(0) == 0) {
            float loss = 0f;
            float correct = 0f;
            for (int from = 0; from < i1; from += 64) {
                int to = min(from + 64, i1);
                float some = 0f;
                for (int i = from; i < to; i++) {
                    some += heap[i0 + i];
                    correct += heap[i0 + i1 + i];
                }
                loss += some;
            }
            heap[i2] = loss / i1;
            heap[i2 + 1] = correct;
        }
    }
}
