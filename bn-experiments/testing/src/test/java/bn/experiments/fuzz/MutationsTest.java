package bn.experiments.fuzz;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MutationsTest {
    @Test
    void copiesDifferFromTheOriginalAndComeAgainFromTheSameSeed() {
        byte[] original = new byte[1000];
        new Random(1).nextBytes(original);
        byte[] kept = original.clone();
        Mutations one = new Mutations(7);
        Mutations again = new Mutations(7);
        Set<Integer> lengths = new HashSet<>();
        for (int i = 0; i < 1000; i++) {
            byte[] copy = one.next(original);
            assertArrayEquals(copy, again.next(original));
            assertFalse(Arrays.equals(copy, original));
            lengths.add(Integer.compare(copy.length, original.length));
        }
        assertArrayEquals(kept, original);
        assertTrue(lengths.containsAll(Set.of(-1, 0, 1)), "some are shorter, some as long, some longer");
    }

    @Test
    void aFileOfOneByteCanBeDamaged() {
        Mutations mutations = new Mutations(1);
        for (int i = 0; i < 1000; i++) {
            assertFalse(Arrays.equals(new byte[] {5}, mutations.next(new byte[] {5})));
        }
    }
}
