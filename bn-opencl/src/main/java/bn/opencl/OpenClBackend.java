package bn.opencl;

import bn.api.DType;
import bn.api.Shape;
import bn.api.Tensor;
import bn.api.backend.Device;
import bn.api.checked.CheckedBackend;
import bn.api.checked.Kernels;
import bn.opencl.device.Target;
import bn.opencl.kernel.OpenClKernels;
import bn.opencl.memory.Memory;
import java.util.EnumMap;
import java.util.Map;

/** The OpenCL backend. Its kernels have done their work when they return. */
final class OpenClBackend extends CheckedBackend {
    private final Target target;
    private final Memory memory;
    private final Map<DType, Kernels> typed = new EnumMap<>(DType.class);

    OpenClBackend(Target target, boolean tiles) {
        this(target, new Memory(target, tiles));
    }

    private OpenClBackend(Target target, Memory memory) {
        super(memory);
        this.target = target;
        this.memory = memory;
    }

    @Override
    protected Kernels typed(DType dtype) {
        return typed.computeIfAbsent(dtype, one -> OpenClKernels.of(memory.heap(one)));
    }

    Memory memory() {
        return memory;
    }

    @Override
    public String name() {
        return OpenClBackendProvider.NAME;
    }

    @Override
    public Device device() {
        return target.description();
    }

    @Override
    public Tensor allocate(DType dtype, Shape shape) {
        return memory.allocate(dtype, shape);
    }

    @Override
    public void close() {
        memory.close();
    }
}
