package bn.opencl.f32;

/**
 * The second step of the reductions of batch norm: from columns to channels. An input of shape N x C x E is a matrix of N rows
 * and J = C E columns, which is divided into parts of at most i11 rows. The first step, in subclasses, computes some numbers for
 * each column of each part. Here one item merges all of them that belong to its channel; on a GPU, a
 * group does. The item adds them up in blocks, so that rounding errors grow slowly.
 *
 * <p>Arguments of all operations of batch norm: i8: rows N; i9: columns J; i10: spatial size E; i11: rows of a part; i12: the numbers
 * of all parts and columns, first the first number of each, then the second of each, and so on.
 */
abstract class FloatChannelReduction extends FloatLosses {
    private static final int BLOCK = 32;

    /**
     * Merges, for each part and column, its mean, the rounding error of the mean, and its biased variance. i4: receives the mean
     * of each channel; i5: its biased variance; i6: the rounding error of its mean. Means are added as differences from one that
     * is close to all of them, so that no digits are lost where means are far from 0.
     */
    protected void normMerge() {
        int channel = getGlobalId(0);
        int channels = i9 / i10;
        if (channel < channels) {
            int size = (i8 + i11 - 1) / i11 * i9;
            int terms = size / channels;
            float centre = arena[i12 + channel * i10];
            float all = 0f;
            for (int from = 0; from < terms; from += BLOCK) {
                int to = min(from + BLOCK, terms);
                float some = 0f;
                for (int t = from; t < to; t++) {
                    some += weight(t) * (arena[i12 + column(t, channel)] - centre);
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
                    some += weight(t) * (arena[at] - centre + arena[size + at]);
                }
                step += some;
            }
            float variance = 0f;
            for (int from = 0; from < terms; from += BLOCK) {
                int to = min(from + BLOCK, terms);
                float some = 0f;
                for (int t = from; t < to; t++) {
                    int at = i12 + column(t, channel);
                    float off = arena[at] - centre + arena[size + at] - step;
                    some += weight(t) * (arena[2 * size + at] + off * off);
                }
                variance += some;
            }
            arena[i4 + channel] = centre + step;
            arena[i5 + channel] = variance;
            arena[i6 + channel] = roundingError(centre, step);
        }
    }

    /** Merges two sums for each part and column. i6: receives the second sum of each channel; i7: receives the first. */
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
                    someFirst += arena[i12 + column(t, channel)];
                    someSecond += arena[seconds + column(t, channel)];
                }
                first += someFirst;
                second += someSecond;
            }
            arena[i7 + channel] = first;
            arena[i6 + channel] = second;
        }
    }

    /** Offset of the t-th term of a channel; a term is one column of one part. */
    protected int column(int t, int channel) {
        return t / i10 * i9 + channel * i10 + t % i10;
    }

    /** The values of the t-th term as a fraction of all values of the channel. */
    protected float weight(int t) {
        int rows = min(i11, i8 - t / i10 * i11);
        float all = i8 * i10;
        return rows / all;
    }

    /** 1 / sqrt(variance + eps), or 0 instead of infinity if both are 0. f0: eps. */
    protected float scale(float variance) {
        float sum = variance + f0;
        return sum == 0f ? 0f : 1f / sqrt(sum);
    }
}
