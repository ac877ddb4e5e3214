package bn.experiments.rate;

import bn.api.Shape;
import java.util.stream.IntStream;

/**
 * The numbers of n examples with K units, n x K or n x K x positions, plane by plane: a plane is what one unit gives for one
 * example.
 *
 * @param examples n
 * @param units K
 * @param positions numbers in a plane
 */
record Planes(int examples, int units, int positions) {
    /** Numbers of neighbouring planes that one thread reads, so that whole cache lines are used where a plane is one number. */
    private static final int STRIP = 64;

    /** The planes of a tensor of this shape. */
    static Planes of(Shape shape) {
        return new Planes(shape.size(0), shape.size(1), Math.toIntExact(shape.rowElements() / shape.size(1)));
    }

    /** The planes of an array of this length. */
    static Planes of(int length, int examples, int units) {
        return new Planes(examples, units, length / (examples * units));
    }

    /** What is done with a plane. */
    interface Action {
        /** The numbers of the unit are those from one index to before the other. */
        void apply(int unit, int from, int to);
    }

    /** Calls the action for each plane; examples are taken in parallel. */
    void forEach(Action action) {
        IntStream.range(0, examples).parallel().forEach(n -> apply(action, n, 0, units));
    }

    /** Calls the action for each plane; units are taken in parallel, and the examples of a unit in their order. */
    void forEachInOrder(Action action) {
        int strip = Math.max(1, STRIP / positions);
        IntStream.range(0, (units + strip - 1) / strip).parallel().forEach(s -> {
            for (int n = 0; n < examples; n++) {
                apply(action, n, s * strip, Math.min(units, (s + 1) * strip));
            }
        });
    }

    private void apply(Action action, int n, int first, int last) {
        for (int k = first; k < last; k++) {
            int from = (n * units + k) * positions;
            action.apply(k, from, from + positions);
        }
    }

    /** The number of the example that the plane at this index is of. */
    int example(int from) {
        return from / (units * positions);
    }

    // Four sums each, since the next addition to one sum has to wait for the last.

    /** The sum of the numbers of a plane. */
    static double sum(double[] values, int from, int to) {
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        int i = from;
        for (; i < to - 3; i += 4) {
            a += values[i];
            b += values[i + 1];
            c += values[i + 2];
            d += values[i + 3];
        }
        for (; i < to; i++) {
            a += values[i];
        }
        return a + b + (c + d);
    }

    /** The sum of the products of the numbers of two planes, each relative to a centre. */
    static double products(double[] values, double centre, double[] others, double otherCentre, int from, int to) {
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        int i = from;
        for (; i < to - 3; i += 4) {
            a += (values[i] - centre) * (others[i] - otherCentre);
            b += (values[i + 1] - centre) * (others[i + 1] - otherCentre);
            c += (values[i + 2] - centre) * (others[i + 2] - otherCentre);
            d += (values[i + 3] - centre) * (others[i + 3] - otherCentre);
        }
        for (; i < to; i++) {
            a += (values[i] - centre) * (others[i] - otherCentre);
        }
        return a + b + (c + d);
    }
}
