package bn.experiments.data;

import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** A random permutation of examples; all permutations are equally likely (Fisher-Yates shuffle). */
public final class Shuffle {

    private Shuffle() {}

    /** A random permutation of the numbers from 0 to count - 1. */
    public static int[] order(int count, RandomGenerator random) {
        int[] order = IntStream.range(0, count).toArray();
        for (int i = count - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int swapped = order[i];
            order[i] = order[j];
            order[j] = swapped;
        }
        return order;
    }
}
