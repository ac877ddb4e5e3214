package bn.experiments.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.api.BnException;
import org.junit.jupiter.api.Test;

class RowTableTest {

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
    void whatDoesNotFitInMemoryIsRefused() {
        // 256 rows of 11 numbers are 1e-9 of all
        String message = assertThrows(BnException.class,
                () -> new RowTable(new Rows(10, 1e-9), Task.REGRESSION, "big.csv")).getMessage();
        assertTrue(message.startsWith("big.csv in memory (about 256000000000 rows of 10 features) needs 22528.00 GB"), message);
        assertEquals(1, message.lines().count());
    }
}
