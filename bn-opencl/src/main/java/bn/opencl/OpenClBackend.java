package bn.opencl;

import bn.api.DType;
import bn.api.Shape;
import bn.api.Tensor;
import bn.api.backend.Device;
import bn.api.checked.CheckedBackend;
import bn.api.checked.Kernels;
import bn.opencl.device.ComputeDevice;
import bn.opencl.kernel.OpenClKernels;
import bn.opencl.memory.DeviceMemory;
import java.util.EnumMap;
import java.util.Map;

/** The OpenCL backend. Its kernels are synchronous: they return when their work is done. */
final class OpenClBackend extends CheckedBackend {
    private final ComputeDevice device;
    private final DeviceMemory memory;
    private final Map<DType, Kernels> typed = new EnumMap<>(DType.class);

    /**
     * Opens it on a device.
     *
     * @param gpuProgram whether to run the program for GPUs; otherwise the one for processors
     */
    OpenClBackend(ComputeDevice device, boolean gpuProgram) {
        this(device, new DeviceMemory(device, gpuProgram));
    }

    private OpenClBackend(ComputeDevice device, DeviceMemory memory) {
        super(memory);
        this.device = device;
        this.memory = memory;
    }

    @Override
    protected Kernels typed(DType dtype) {
        return typed.computeIfAbsent(dtype, one -> OpenClKernels.of(memory.arena(one)));
    }

    DeviceMemory memory() {
        return memory;
    }

    @Override
    public String name() {
        return OpenClBackendProvider.NAME;
    }

    @Override
    public Device device() {
        return device.description();
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
