package bn.cpu.memory;

import bn.api.DType;
import bn.api.Shape;

/** Off-heap memory for the intermediate results of a kernel. It is kept from call to call, and grows if a call needs more. */
public final class Scratch {
    private final OffHeapMemory memory;
    private final DType dtype;
    private CpuTensor tensor;

    /** Scratch memory, none allocated yet. */
    public Scratch(OffHeapMemory memory, DType dtype) {
        this.memory = memory;
        this.dtype = dtype;
    }

    /** Allocates memory for this many elements, if there is less. What was there is lost then. Not for use by threads of a team. */
    public void prepare(int elements) {
        if (tensor == null || tensor.shape().elements() < elements) {
            if (tensor != null) {
                tensor.close();
                tensor = null;
            }
            tensor = memory.allocate(dtype, Shape.of(elements));
        }
    }

    /** The memory, which has at least as many elements as the largest call of {@link #prepare} wanted. */
    public CpuTensor tensor() {
        return tensor;
    }
}
