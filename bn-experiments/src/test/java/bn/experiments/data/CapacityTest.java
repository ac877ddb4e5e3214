package bn.experiments.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Data that do not fit in memory are refused before memory is asked for, with how much they need. */
class CapacityTest {

    /** Rows of which a first block is a tiny share of all. */
    private record Rows(int features, double share) implements RowStream {
        @Override
        public int targets() {
            return 1;
        }

        @Override
        public int read(double[] rows, int most) {
            return most;
        }

        @Override
        public void close() {
            // nothing is open
        }
    }

    @Test
    void howMuchIsNeededAndWhatToDo() {
        long most = Runtime.getRuntime().maxMemory();
        Capacity.require("x", most, "y");
        DataException failure = assertThrows(DataException.class, () -> Capacity.require("the table", 5e12, "use fewer rows",
                DataRemedy.STREAMING));
        String message = failure.getMessage();
        assertTrue(message.startsWith("the table needs 5000.00 GB of memory, and Java may use "), message);
        assertTrue(message.contains("use fewer rows, or give it more, for example by -Xmx9314g"), message);
        assertEquals(List.of(DataRemedy.STREAMING, DataRemedy.JAVA_MEMORY), failure.remedies());
        assertThrows(DataException.class, () -> Capacity.numbers("x", Integer.MAX_VALUE, "y"));
    }

    @Test
    void aTableThatDoesNotFit() {
        // 256 rows of 11 numbers are 1e-9 of all
        String message = assertThrows(DataException.class,
                () -> new RowTable(new Rows(10, 1e-9), Task.REGRESSION, "big.csv")).getMessage();
        assertTrue(message.startsWith("big.csv in memory (about 256000000000 rows of 10 features) needs 22528.00 GB"), message);
        assertEquals(1, message.lines().count());
    }
}
