package bn.experiments.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import bn.api.InvalidRequestException;
import bn.experiments.data.ImageSize;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AugmentationTest {
    private static final ImageSize SIZE = new ImageSize(2, 3, 2);

    /** What an image becomes by hand: moved, then flipped pixels of a plane, the same in all planes. */
    private static int[] expected(int down, int right, boolean flip) {
        int[] sources = new int[SIZE.features()];
        Arrays.fill(sources, -1);
        for (int c = 0; c < 2; c++) {
            for (int row = 0; row < 2; row++) {
                for (int column = 0; column < 3; column++) {
                    int toRow = row + down;
                    int toColumn = (flip ? 2 - column : column) + right;
                    if (toRow >= 0 && toRow < 2 && toColumn >= 0 && toColumn < 3) {
                        sources[(c * 2 + toRow) * 3 + toColumn] = (c * 2 + row) * 3 + column;
                    }
                }
            }
        }
        return sources;
    }

    @Test
    void everyChangeIsDrawnAndNoOther() {
        Augmentation.Sources sources = new Augmentation.Sources(new Augmentation(1, true), SIZE);
        SplittableRandom random = new SplittableRandom(3);
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < 500; i++) {
            seen.add(Arrays.toString(sources.draw(random)));
        }
        Set<String> all = new HashSet<>();
        for (int down = -1; down <= 1; down++) {
            for (int right = -1; right <= 1; right++) {
                all.add(Arrays.toString(expected(down, right, false)));
                all.add(Arrays.toString(expected(down, right, true)));
            }
        }
        assertEquals(all, seen);
        assertEquals(18, all.size());
    }

    @Test
    void withoutChangesImagesStay() {
        int[] drawn = new Augmentation.Sources(Augmentation.NONE, SIZE).draw(new SplittableRandom(1));
        assertArrayEquals(IntStream.range(0, 12).toArray(), drawn);
        assertThrows(InvalidRequestException.class, () -> new Augmentation(-1, false));
    }
}
