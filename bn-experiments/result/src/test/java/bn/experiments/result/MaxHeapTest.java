package bn.experiments.result;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.api.BnException;
import org.junit.jupiter.api.Test;

/** What does not fit in memory is refused before it is allocated, with how much it needs. */
class MaxHeapTest {

    @Test
    void howMuchIsNeededAndWhatToDo() {
        long most = Runtime.getRuntime().maxMemory();
        MaxHeap.require("x", most, "y");
        String message = assertThrows(BnException.class, () -> MaxHeap.require("the table", 5e12, "use fewer rows")).getMessage();
        assertTrue(message.startsWith("the table needs 5000.00 GB of memory, and Java may use "), message);
        assertTrue(message.contains("use fewer rows, or give it more, for example by BN_JAVA_OPTS=-Xmx9314g"), message);
        assertThrows(BnException.class, () -> MaxHeap.numbers("x", Integer.MAX_VALUE, "y"));
    }
}
