package bn.opencl.f32;

import bn.opencl.program.Program;

/** The arena, the staging arrays, and copies between them. */
abstract class FloatArena extends Program {
    /** One array that holds all tensors and workspaces as slices. */
    protected float[] arena;
    protected float[] largeStaging = new float[LARGE_STAGING];
    protected float[] smallStaging = new float[SMALL_STAGING];

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
    public final Object arena() {
        return arena;
    }

    @Override
    public final void arena(Object array) {
        arena = (float[]) array;
    }

    @Override
    public final Object staging(boolean large) {
        return large ? largeStaging : smallStaging;
    }

    // In elementwise operations an item processes i15 consecutive elements: one on a GPU, many on a processor.

    /** i0: slice; i1: length. */
    protected void clear() {
        int from = getGlobalId(0) * i15;
        int to = min(from + i15, i1);
        for (int i = from; i < to; i++) {
            arena[i0 + i] = 0f;
        }
    }

    /** i0: slice; i1: length. */
    protected void loadLarge() {
        int from = getGlobalId(0) * i15;
        int to = min(from + i15, i1);
        for (int i = from; i < to; i++) {
            arena[i0 + i] = largeStaging[i];
        }
    }

    /** i0: slice; i1: length. */
    protected void loadSmall() {
        int from = getGlobalId(0) * i15;
        int to = min(from + i15, i1);
        for (int i = from; i < to; i++) {
            arena[i0 + i] = smallStaging[i];
        }
    }

    /** i0: slice; i1: length. */
    protected void storeLarge() {
        int from = getGlobalId(0) * i15;
        int to = min(from + i15, i1);
        for (int i = from; i < to; i++) {
            largeStaging[i] = arena[i0 + i];
        }
    }

    /** i0: slice; i1: length. */
    protected void storeSmall() {
        int from = getGlobalId(0) * i15;
        int to = min(from + i15, i1);
        for (int i = from; i < to; i++) {
            smallStaging[i] = arena[i0 + i];
        }
    }
}
