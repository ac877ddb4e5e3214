package bn.opencl.f32;

/**
 * From columns to channels. An input of N x C x E is a matrix of N rows and J = C E columns. Statistics and sums are first
 * taken of each column over at most i11 rows, as parts; here an item merges the parts of a channel, in blocks, so that rounding
 * errors grow slowly.
 *
 * <p>Arguments of all operations of batch norm: i8: rows N; i9: columns J; i10: spatial size E; i11: rows a part; i12: the parts,
 * some numbers for each part and column, the second ones after all the first.
 */
abstract class FloatMerges extends FloatLosses {
    private static final int BLOCK = 32;

    /**
     * Parts: mean, what its rounding left, biased variance. i4, i5, i6 receive those of the channels. Means are added as
     * distances from one that is near all of them, so that no digits are lost where they are far from 0.
     */
    protected void normMerge() {
        int channel = getGlobalId(0);
        int channels = i9 / i10;
        if (channel < channels) {
            int size = (i8 + i11 - 1) / i11 * i9;
            int terms = size / channels;
            float centre = heap[i12 + channel * i10];
            float all = 0f;
            for (int from = 0; from < terms; from += BLOCK) {
                int to = min(from + BLOCK, terms);
                float some = 0f;
                for (int t = from; t < to; t++) {
                    some += share(t) * (heap[i12 + column(t, channel)] - centre);
                }
                all += some;
            }
            centre += all;
            float step = 0f;
            for (int from = 0; from < terms; from += BLOCK) {
                int to = min(from + BLOCK, terms);
                float some = 0f;
                for (int t = from; t < to; t++) {
                    int at = i12 + column(t, channel);
                    some += share(t) * (heap[at] - centre + heap[size + at]);
                }
                step += some;
            }
            float variance = 0f;
            for (int from = 0; from < terms; from += BLOCK) {
                int to = min(from + BLOCK, terms);
                float some = 0f;
                for (int t = from; t < to; t++) {
                    int at = i12 + column(t, channel);
                    float off = heap[at] - centre + heap[size + at] - step;
                    some += share(t) * (heap[2 * size + at] + off * off);
                }
                variance += some;
            }
            heap[i4 + channel] = centre + step;
            heap[i5 + channel] = variance;
            heap[i6 + channel] = lost(centre, step);
        }
    }

    /** Parts: two sums. i6: receives the second sum; i7: receives the first. */
    protected void gradientMerge() {
        int channel = getGlobalId(0);
        int channels = i9 / i10;
        if (channel < channels) {
            int parts = (i8 + i11 - 1) / i11;
            int seconds = i12 + parts * i9;
            int terms = parts * i10;
            float first = 0f;
            float second = 0f;
            for (int from = 0; from < terms; from += BLOCK) {
                int to = min(from + BLOCK, terms);
                float someFirst = 0f;
                float someSecond = 0f;
                for (int t = from; t < to; t++) {
                    someFirst += heap[i12 + column(t, channel)];
                    someSecond += heap[seconds + column(t, channel)];
                }
                first += someFirst;
                second += someSecond;
            }
            heap[i7 + channel] = first;
            heap[i6 + channel] = second;
        }
    }

    /** Where the t-th part of a channel is. */
    private int column(int t, int channel) {
        return t / i10 * i9 + channel * i10 + t % i10;
    }

    /** The t-th part's share of the values of a channel. */
    private float share(int t) {
        int rows = min(i11, i8 - t / i10 * i11);
        float all = i8 * i10;
        return rows / all;
    }

    /** 1 / sqrt(variance + eps), or 0 where that is infinite because there is no variance. f0: eps. */
    protected float scale(float variance) {
        float sum = variance + f0;
        return sum == 0f ? 0f : 1f / sqrt(sum);
    }
}
