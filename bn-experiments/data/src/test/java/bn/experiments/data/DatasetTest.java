package bn.experiments.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class DatasetTest {
    private static Examples images(int count, int side) {
        return Examples.ofImages(new ImageSize(side, side), new byte[count * side * side],
                new Targets.Labels(new int[count], 2));
    }

    private static Dataset dataset(Examples train, Examples test, String... classes) {
        return new Dataset("d", "a data set", train, test, "class", List.of(classes), List.of());
    }

    @Test
    void limitConcernsTrainingAndPoolingBoth() {
        Dataset dataset = dataset(images(5, 4), images(3, 4), "a", "b").limit(2).pool(2);
        assertEquals(2, dataset.train().count());
        assertEquals(3, dataset.test().count());
        assertEquals(4, dataset.train().features());
        assertEquals(4, dataset.test().features());
    }

    @Test
    void partsMustGoTogether() {
        assertThrows(IllegalArgumentException.class, () -> dataset(images(1, 4), images(1, 2), "a", "b"));
        assertThrows(IllegalArgumentException.class, () -> dataset(images(0, 4), images(1, 4), "a", "b"));
        assertThrows(IllegalArgumentException.class, () -> dataset(images(1, 4), images(1, 4), "a"));
        Examples numbers = Examples.ofRows(new double[16], 16, new int[1], new Targets.Values(new double[1]));
        assertThrows(IllegalArgumentException.class, () -> dataset(images(1, 4), numbers, "a", "b"));
        assertThrows(IllegalArgumentException.class, () -> dataset(numbers, numbers, "a"));
    }
}
