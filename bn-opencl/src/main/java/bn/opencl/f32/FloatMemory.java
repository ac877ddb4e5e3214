package bn.opencl.f32;

import bn.opencl.program.Program;

/** The heap, the staging arrays, and copies between them. */
abstract class FloatMemory extends Program {
    /** All tensors and scratch memory, as slices. */
    protected float[] heap;
    protected float[] many = new float[MANY];
    protected float[] few = new float[FEW];

    protected float f0;
    protected float f1;
    protected float f2;

    @Override
    public final void scalars(double... values) {
        f0 = values.length > 0 ? (float) values[0] : 0f;
        f1 = values.length > 1 ? (float) values[1] : 0f;
        f2 = values.length > 2 ? (float) values[2] : 0f;
    }

    @Override
    public final Object heap() {
        return heap;
    }

    @Override
    public final void heap(Object array) {
        heap = (float[]) array;
    }

    @Override
    public final Object staging(boolean large) {
        return large ? many : few;
    }

    // Elementwise operations: an item does i15 elements that follow each other, one on a GPU, many on a processor.

    /** i0: slice; i1: length. */
    protected void clear() {
        int from = getGlobalId(0) * i15;
        int to = min(from + i15, i1);
        for (int i = from; i < to; i++) {
            heap[i0 + i] = 0f;
        }
    }

    /** i0: slice; i1: length. */
    protected void loadMany() {
        int from = getGlobalId(0) * i15;
        int to = min(from + i15, i1);
        for (int i = from; i < to; i++) {
            heap[i0 + i] = many[i];
        }
    }

    /** i0: slice; i1: length. */
    protected void loadFew() {
        int from = getGlobalId(0) * i15;
        int to = min(from + i15, i1);
        for (int i = from; i < to; i++) {
            heap[i0 + i] = few[i];
        }
    }

    /** i0: slice; i1: length. */
    protected void storeMany() {
        int from = getGlobalId(0) * i15;
        int to = min(from + i15, i1);
        for (int i = from; i < to; i++) {
            many[i] = heap[i0 + i];
        }
    }

    /** i0: slice; i1: length. */
    protected void storeFew() {
        int from = getGlobalId(0) * i15;
        int to = min(from + i15, i1);
        for (int i = from; i < to; i++) {
            few[i] = heap[i0 + i];
        }
    }
}
