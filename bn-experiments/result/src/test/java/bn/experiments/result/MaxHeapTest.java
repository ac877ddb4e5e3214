package bn.experiments.result;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.api.ApiRemedy;
import bn.api.BnException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Data that do not fit in memory are rejected before they are allocated, with a message that has their size. */
class MaxHeapTest {

    @Test
    void theMessageHasSizesAndRemedy() {
        long most = Runtime.getRuntime().maxMemory();
        MaxHeap.require("x", (double) most, "y");
        BnException failure = assertThrows(BnException.class, () -> MaxHeap.require("the table", 5e12, "use fewer rows"));
        String message = failure.getMessage();
        assertTrue(message.startsWith("the table needs 5000.00 GB of memory, and Java may use "), message);
        assertTrue(message.contains("use fewer rows, or give it more, for example by -Xmx9314g"), message);
        assertEquals(List.of(ApiRemedy.JAVA_MEMORY), failure.remedies());
        assertThrows(BnException.class, () -> MaxHeap.numbers("x", Integer.MAX_VALUE, "y"));
    }
}
