package bn.opencl.f32;

/** Operations on the channels and positions of images that move or scale elements. An item processes i15 consecutive elements. */
abstract class FloatImages extends FloatUpdates {

    /**
     * Copies i3 / i4 rows of i4 elements each. i0: first row of the source; i1: first row of the destination; i2, i5: distance
     * between the rows of the source and of the destination; i3: number of elements that are copied.
     */
    protected void copyRows() {
        int from = getGlobalId(0) * i15;
        int to = min(from + i15, i3);
        for (int i = from; i < to;) {
            int row = i / i4;
            int end = min(to, row * i4 + i4);
            int source = i0 + row * (i2 - i4);
            int destination = i1 + row * (i5 - i4);
            for (; i < end; i++) {
                arena[destination + i] = arena[source + i];
            }
        }
    }

    /**
     * y[i,j] = x[i + i3, j + i4], or 0 where that is outside of x. i0: x, images of inputHeight x inputWidth; i1: y, images of
     * outputHeight x outputWidth; i2: length of y.
     */
    protected void shift() {
        int from = getGlobalId(0) * i15;
        int to = min(from + i15, i2);
        for (int at = from; at < to;) {
            int line = at / outputWidth;
            int end = min(to, line * outputWidth + outputWidth);
            int i = line % outputHeight + i3;
            int source = i0 + (line / outputHeight * inputHeight + i) * inputWidth + i4 - line * outputWidth;
            // The elements of this line whose source is inside of x.
            int first = line * outputWidth - i4;
            int last = i >= 0 && i < inputHeight ? first + inputWidth : first;
            for (; at < end; at++) {
                float v = 0f;
                if (at >= first && at < last) {
                    v = arena[source + at];
                }
                arena[i1 + at] = v;
            }
        }
    }

    /**
     * Multiplies each row of a matrix by a number, which is divided by f0. i0: x, which may be y, or -1 for ones; i1: numbers; i2:
     * y; i3: length; i4: elements of a row.
     */
    protected void scaleRows() {
        int from = getGlobalId(0) * i15;
        int to = min(from + i15, i3);
        for (int i = from; i < to;) {
            int row = i / i4;
            int end = min(to, row * i4 + i4);
            float factor = arena[i1 + row] / f0;
            if (i0 < 0) {
                for (; i < end; i++) {
                    arena[i2 + i] = factor;
                }
            } else {
                for (; i < end; i++) {
                    arena[i2 + i] = factor * arena[i0 + i];
                }
            }
        }
    }
}
