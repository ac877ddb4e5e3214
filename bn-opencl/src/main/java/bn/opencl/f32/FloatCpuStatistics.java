package bn.opencl.f32;

/**
 * Statistics of columns on a processor. An item processes 64 columns of a part, in blocks of 64 rows: they are read twice, the
 * second time from the cache. Arguments: see {@link FloatChannelReduction}. Private memory is used as lines of 64 numbers, one
 * for each column.
 */
abstract class FloatCpuStatistics extends FloatCpuMatMul {
    /** Rows of a block. */
    protected static final int ROWS = 64;

    /** i0: matrix; i1: receives the sum of each column; i8: rows; i9: columns. */
    @Override
    protected void columnSums() {
        int j = getGlobalId(0) * WIDTH;
        int w = min(WIDTH, i9 - j);
        for (int q = 0; q < w; q++) {
            own[q] = 0f;
        }
        for (int from = 0; from < i8; from += ROWS) {
            int to = min(from + ROWS, i8);
            for (int q = 0; q < w; q++) {
                own[WIDTH + q] = 0f;
            }
            for (int i = from; i < to; i++) {
                int x = i0 + i * i9 + j;
                for (int q = 0; q < w; q++) {
                    own[WIDTH + q] += arena[x + q];
                }
            }
            for (int q = 0; q < w; q++) {
                own[q] += own[WIDTH + q];
            }
        }
        for (int q = 0; q < w; q++) {
            arena[i1 + j + q] = own[q];
        }
    }

    /** i0: x; i12: receives mean, rounding error of the mean and biased variance of each part and column. */
    @Override
    protected void normStatistics() {
        int j = getGlobalId(0) * WIDTH;
        int part = getGlobalId(1);
        int w = min(WIDTH, i9 - j);
        measure(j, w, part * i11, min(part * i11 + i11, i8));
        int size = (i8 + i11 - 1) / i11 * i9;
        int mean = i12 + part * i9 + j;
        for (int q = 0; q < w; q++) {
            arena[mean + q] = own[q];
            arena[mean + size + q] = own[WIDTH + q];
            arena[mean + 2 * size + q] = own[2 * WIDTH + q];
        }
    }

    /**
     * Statistics of the rows from first to last - 1, into lines 0 to 2: the mean, the rounding error of the mean, the biased
     * variance.
     */
    protected void measure(int j, int w, int first, int last) {
        for (int from = first; from < last; from += ROWS) {
            int to = min(from + ROWS, last);
            measureBlock(j, w, from, to);
            float rows = to - from;
            float fraction = rows / (to - first);
            for (int q = 0; q < w; q++) {
                // The first block replaces the old contents of the lines.
                float mean = from == first ? own[3 * WIDTH + q] : own[q];
                float rest = from == first ? own[4 * WIDTH + q] : own[WIDTH + q];
                float variance = from == first ? own[5 * WIDTH + q] : own[2 * WIDTH + q];
                float step = own[3 * WIDTH + q] - mean + (own[4 * WIDTH + q] - rest);
                float moved = rest + fraction * step;
                own[q] = mean + moved;
                own[WIDTH + q] = roundingError(mean, moved);
                own[2 * WIDTH + q] = variance + fraction * (own[5 * WIDTH + q] - variance)
                        + fraction * (1f - fraction) * step * step;
            }
        }
    }

    /**
     * Statistics of a block, into lines 3 to 5: an approximate mean, the correction to it, the biased variance. Line 6 holds the
     * first row.
     */
    private void measureBlock(int j, int w, int from, int to) {
        for (int q = 0; q < w; q++) {
            own[6 * WIDTH + q] = arena[i0 + from * i9 + j + q];
            own[3 * WIDTH + q] = 0f;
            own[4 * WIDTH + q] = 0f;
            own[5 * WIDTH + q] = 0f;
        }
        for (int i = from; i < to; i++) {
            int x = i0 + i * i9 + j;
            for (int q = 0; q < w; q++) {
                own[3 * WIDTH + q] += arena[x + q] - own[6 * WIDTH + q];
            }
        }
        float rows = to - from;
        for (int q = 0; q < w; q++) {
            own[3 * WIDTH + q] = own[6 * WIDTH + q] + own[3 * WIDTH + q] / rows;
        }
        for (int i = from; i < to; i++) {
            int x = i0 + i * i9 + j;
            for (int q = 0; q < w; q++) {
                float off = arena[x + q] - own[3 * WIDTH + q];
                own[4 * WIDTH + q] += off;
                own[5 * WIDTH + q] += off * off;
            }
        }
        for (int q = 0; q < w; q++) {
            float off = own[4 * WIDTH + q] / rows;
            float variance = own[5 * WIDTH + q] / rows - off * off;
            own[4 * WIDTH + q] = off;
            own[5 * WIDTH + q] = variance < 0f ? 0f : variance;
        }
    }
}
