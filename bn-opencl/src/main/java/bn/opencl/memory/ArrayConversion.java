package bn.opencl.memory;

/** Copies between arrays of float or double, and rounds to nearest where needed. */
final class ArrayConversion {

    private ArrayConversion() {}

    static void copy(Object source, int from, Object target, int to, int length) {
        if (source.getClass() == target.getClass()) {
            System.arraycopy(source, from, target, to, length);
        } else if (source instanceof float[] floats) {
            double[] doubles = (double[]) target;
            for (int i = 0; i < length; i++) {
                doubles[to + i] = floats[from + i];
            }
        } else {
            double[] doubles = (double[]) source;
            float[] floats = (float[]) target;
            for (int i = 0; i < length; i++) {
                floats[to + i] = (float) doubles[from + i];
            }
        }
    }
}
