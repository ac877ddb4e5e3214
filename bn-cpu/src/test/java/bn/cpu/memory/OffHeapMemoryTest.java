package bn.cpu.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import bn.api.BnException;
import bn.api.DType;
import bn.api.Shape;
import org.junit.jupiter.api.Test;

class OffHeapMemoryTest {

    @Test
    void limitAppliesToTheMemoryInUse() {
        try (OffHeapMemory memory = new OffHeapMemory(3 << 20)) {
            CpuTensor first = memory.allocate(DType.FLOAT32, Shape.of(1 << 19));
            BnException e = assertThrows(BnException.class, () -> memory.allocate(DType.FLOAT64, Shape.of(2, 1 << 17)));
            assertEquals(
                    "cannot allocate a tensor of 2x131072 f64: it takes 2 MiB, and 1 of 3 MiB are left; use smaller batches or layers",
                    e.getMessage());
            first.close();
            memory.allocate(DType.FLOAT64, Shape.of(2, 1 << 17)).close();
        }
    }
}
