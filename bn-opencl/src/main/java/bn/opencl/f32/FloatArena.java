package bn.opencl.f32;

import bn.opencl.program.Program;
import java.util.Arrays;

/** The arena, the staging arrays, and copies between them. */
abstract class FloatArena extends Program {
    /** One array that holds all tensors and workspaces as slices. */
    protected float[] arena;
    protected float[] largeStaging = new float[LARGE_STAGING];
    protected float[] smallStaging = new float[SMALL_STAGING];

    protected float f0;
    protected float f1;
    protected float f2;
    protected float f3;
    protected float f4;
    protected float f5;
    protected float f6;
    protected float f7;
    protected float f8;

    @Override
    public final void scalars(double... values) {
        double[] all = Arrays.copyOf(values, 9);
        f0 = (float) all[0];
        f1 = (float) all[1];
        f2 = (float) all[2];
        f3 = (float) all[3];
        f4 = (float) all[4];
        f5 = (float) all[5];
        f6 = (float) all[6];
        f7 = (float) all[7];
        f8 = (float) all[8];
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

    /** i0: slice; i1: length; f0: value. */
    protected void fill() {
        int from = getGlobalId(0) * i15;
        int to = min(from + i15, i1);
        for (int i = from; i < to; i++) {
            arena[i0 + i] = f0;
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
