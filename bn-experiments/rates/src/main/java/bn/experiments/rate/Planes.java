package bn.experiments.rate;

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
        IntStream.range(0, examples).parallel().forEach(n -> {
            for (int k = 0; k < units; k++) {
                int from = (n * units + k) * positions;
                action.apply(k, from, from + positions);
            }
        });
    }
}
