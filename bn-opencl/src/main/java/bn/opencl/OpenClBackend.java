package bn.opencl;

import bn.api.DType;
import bn.api.Shape;
import bn.api.Tensor;
import bn.api.backend.Backend;
import bn.api.backend.Device;
import bn.api.checked.CheckedKernels;
import bn.api.checked.Kernels;
import bn.api.kernel.ActivationKernel;
import bn.api.kernel.BatchNormKernel;
import bn.api.kernel.DenseKernel;
import bn.api.kernel.DenseUpdateKernel;
import bn.api.kernel.LossKernel;
import bn.api.kernel.MomentsKernel;
import bn.api.kernel.UpdateKernel;
import bn.opencl.device.Target;
import bn.opencl.kernel.OpenClKernels;
import bn.opencl.memory.Memory;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** The OpenCL backend. Its kernels have done their work when they return. */
final class OpenClBackend implements Backend {
    private final Target target;
    private final Memory memory;
    private final Kernels kernels;
    private final Map<DType, Kernels> typed = new EnumMap<>(DType.class);

    OpenClBackend(Target target, boolean tiles) {
        this.target = target;
        memory = new Memory(target, tiles);
        kernels = CheckedKernels.of(memory, dtype -> typed.computeIfAbsent(dtype, one -> OpenClKernels.of(memory.heap(one))));
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
    public BatchNormKernel batchNorm() {
        return kernels.batchNorm();
    }

    @Override
    public DenseKernel dense() {
        return kernels.dense();
    }

    @Override
    public ActivationKernel activation() {
        return kernels.activation();
    }

    @Override
    public LossKernel loss() {
        return kernels.loss();
    }

    @Override
    public UpdateKernel update() {
        return kernels.update();
    }

    @Override
    public MomentsKernel moments() {
        return kernels.moments();
    }

    @Override
    public <K> Optional<K> optional(Class<K> kernel) {
        return kernel == DenseUpdateKernel.class ? Optional.of(kernel.cast(kernels.denseUpdate())) : Optional.empty();
    }

    @Override
    public void finish() {
        // Every launch is waited for.
    }

    @Override
    public void close() {
        memory.close();
    }
}
