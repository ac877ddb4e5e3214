package bn.theory.optimize;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/** The limited-memory BFGS estimate of the inverse Hessian: the two-loop recursion of Nocedal (1980). */
final class InverseHessian {
    private static final int MEMORY = 20;

    private final Deque<Pair> pairs = new ArrayDeque<>(MEMORY);

    /** A step s, the change y of the gradient along it, and s.y. */
    private record Pair(double[] step, double[] change, double curvature) {}

    boolean isEmpty() {
        return pairs.isEmpty();
    }

    void clear() {
        pairs.clear();
    }

    /** Adds a step and the change of the gradient along it. Pairs without positive curvature, due to rounding, are left out. */
    void add(double[] step, double[] change) {
        double curvature = Vectors.dot(step, change);
        if (!(curvature > 0)) {
            return;
        }
        if (pairs.size() == MEMORY) {
            pairs.removeFirst();
        }
        pairs.addLast(new Pair(step, change, curvature));
    }

    /** The direction -H g. */
    double[] descent(double[] gradient) {
        double[] q = new double[gradient.length];
        Vectors.combine(q, -1, gradient, q);
        double[] weights = new double[pairs.size()];
        int i = pairs.size();
        for (Iterator<Pair> newestFirst = pairs.descendingIterator(); newestFirst.hasNext();) {
            Pair pair = newestFirst.next();
            weights[--i] = Vectors.dot(pair.step, q) / pair.curvature;
            Vectors.combine(q, -weights[i], pair.change, q);
        }
        if (!pairs.isEmpty()) {
            Pair newest = pairs.getLast();
            double scale = newest.curvature / Vectors.dot(newest.change, newest.change);
            for (int j = 0; j < q.length; j++) {
                q[j] *= scale;
            }
        }
        for (Pair pair : pairs) {
            Vectors.combine(q, weights[i++] - Vectors.dot(pair.change, q) / pair.curvature, pair.step, q);
        }
        return q;
    }
}
