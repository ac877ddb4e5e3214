package bn.opencl.f32;

import com.aparapi.Kernel;

/** Private memory, and what becomes of a block of a product that is there. */
abstract class FloatPrivateMemory extends FloatProgram {
    /** Columns of a strip, numbers of a line of private memory. */
    protected static final int WIDTH = 64;

    @PrivateMemorySpace(448)
    protected float[] own = new float[448];

    /** Java threads have their own. */
    @Override
    public final Kernel clone() {
        FloatPrivateMemory copy = (FloatPrivateMemory) super.clone();
        copy.own = own.clone();
        return copy;
    }

    /**
     * Stores w elements of private memory, every step-th, as C's element at and those after it, or makes of them what i10 says;
     * see {@link FloatStripProduct#product}.
     */
    protected void store(int at, int w, int from, int step) {
        int c = i6 + at;
        if (i10 == 0) {
            for (int q = 0; q < w; q++) {
                heap[c + q] = own[from + q * step];
            }
        } else if (i10 == 1) {
            int b = i11 + at % i8;
            for (int q = 0; q < w; q++) {
                heap[c + q] = own[from + q * step] + heap[b + q];
            }
        } else if (i10 == 2) {
            for (int q = 0; q < w; q++) {
                heap[c + q] = heap[c + q] + own[from + q * step];
            }
        } else {
            int velocity = i11 + at;
            for (int q = 0; q < w; q++) {
                float v = f0 * heap[velocity + q] + own[from + q * step] + f1 * heap[c + q];
                heap[velocity + q] = v;
                heap[c + q] = heap[c + q] - f2 * v;
            }
        }
    }
}
