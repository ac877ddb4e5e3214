package bn.cpu.memory;

import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.api.BnException;
import bn.api.DType;
import org.junit.jupiter.api.Test;

class ScratchTest {

    @Test
    void memoryIsKeptUntilMoreIsNeeded() {
        try (OffHeapMemory memory = new OffHeapMemory(4 * 150)) {
            Scratch scratch = new Scratch(memory, DType.FLOAT32);
            scratch.prepare(100);
            CpuTensor first = scratch.tensor();
            scratch.prepare(50);
            assertSame(first, scratch.tensor());
            // There is room for the larger one only if the first is freed before.
            scratch.prepare(120);
            assertNotSame(first, scratch.tensor());
            assertTrue(scratch.tensor().shape().elements() >= 120);
            assertThrows(IllegalStateException.class, first::shape);
            assertThrows(BnException.class, () -> scratch.prepare(1000));
            scratch.prepare(10);
            assertTrue(scratch.tensor().shape().elements() >= 10);
        }
    }
}
