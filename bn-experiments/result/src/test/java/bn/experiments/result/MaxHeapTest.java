package bn.experiments.result;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.api.BnException;
import org.junit.jupiter.api.Test;

/** Data that do not fit in memory are rejected before they are allocated, with a message that has their size. */
class MaxHeapTest {

    @Test
    void theMessageHasSizesAndRemedy() {
        long most = Runtime.getRuntime().maxMemory();
        MaxHeap.require("x", (double) most, "y");
        String message = assertThrows(BnException.class, () -> MaxHeap.require("the table", 5e12, "use fewer rows")).getMessage();
        assertTrue(message.startsWith("the table needs 5000.00 GB of memory, and Java may use "), message);
        assertTrue(message.contains("use fewer rows, or give it more, for example by BN_JAVA_OPTS=-Xmx9314g"), message);
        assertThrows(BnException.class, () -> MaxHeap.numbers("x", Integer.MAX_VALUE, "y"));
    }
}
