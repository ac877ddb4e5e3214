package bn.experiments.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import bn.experiments.data.digits.SyntheticDigits;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A data set that was sent to another process is the same. */
class SerializedDatasetTest {
    private static final Dataset DIGITS = SyntheticDigits.draw(1, 30, 10);

    private static byte[] bytes(Dataset dataset) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(dataset);
        }
        return bytes.toByteArray();
    }

    private static void assertKept(Dataset dataset) throws IOException, ClassNotFoundException {
        Dataset other;
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes(dataset)))) {
            other = (Dataset) in.readObject();
        }
        assertEquals(ContentDigest.of(dataset), ContentDigest.of(other));
        assertEquals(dataset.train().image(), other.train().image());
        assertEquals(dataset.train().bytes(), other.train().bytes());
        assertEquals(dataset.classNames(), other.classNames());
        assertEquals(dataset.files(), other.files());
        assertArrayEquals(dataset.train().black(), other.train().black());
        if (dataset.train().image().isPresent() && dataset.train().image().get().height() % 2 == 0) {
            assertEquals(ContentDigest.of(dataset.pool(2)), ContentDigest.of(other.pool(2)));
        }
    }

    @Test
    void images() throws IOException, ClassNotFoundException {
        assertKept(DIGITS);
        assertKept(DIGITS.pool(2));
        assertKept(DIGITS.limit(7));
        assertKept(new Dataset(DIGITS.name(), "", DIGITS.train().select(new int[] {5, 3, 3}), DIGITS.test(), "digit",
                DIGITS.classNames(), List.of(new DataFile("a", "b"))));
    }

    @Test
    void rows() throws IOException, ClassNotFoundException {
        double[] table = {1, 0.5, -0.0, Double.MIN_VALUE, 3, 1e300};
        Targets targets = new Targets.Values(new double[] {0.25, -1});
        assertKept(new Dataset("csv", "", Examples.ofRows(table, 2, new int[] {2, 0}, targets),
                Examples.ofRows(table, 2, new int[] {1, 1}, targets), "y", List.of(), List.of()));
    }

    /** A table of which both parts are rows is sent once. */
    @Test
    void aSharedTableIsSentOnce() throws IOException {
        double[] table = new double[20_000];
        Targets.Values one = new Targets.Values(new double[1]);
        Dataset dataset = new Dataset("csv", "", Examples.ofRows(table, 10, new int[1], one),
                Examples.ofRows(table, 10, new int[1], one), "y", List.of(), List.of());
        int length = bytes(dataset).length;
        assertEquals(20_000 * Double.BYTES, length, 3000, "once, and the names of the classes");
    }
}
