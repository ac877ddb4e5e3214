package bn.theory.optimize;

/** Vector operations of minimization. */
public final class Vectors {
    private Vectors() {}

    /** a.b */
    static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    /** The Euclidean norm. Entries are divided by the largest one, so that squares neither overflow nor underflow. */
    public static double norm(double[] a) {
        double largest = 0;
        for (double entry : a) {
            largest = Math.max(largest, Math.abs(entry));
        }
        if (largest == 0 || !Double.isFinite(largest)) {
            return largest;
        }
        double sum = 0;
        for (double entry : a) {
            sum += (entry / largest) * (entry / largest);
        }
        return largest * Math.sqrt(sum);
    }

    /** target = a + factor b; target may be a or b. */
    static void combine(double[] a, double factor, double[] b, double[] target) {
        for (int i = 0; i < a.length; i++) {
            target[i] = a[i] + factor * b[i];
        }
    }
}
