package bn.cpu;

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
import bn.cpu.f32.FloatKernels;
import bn.cpu.f64.DoubleKernels;
import bn.cpu.memory.Memory;
import bn.cpu.threads.OpenBlas;
import bn.cpu.threads.Team;
import java.util.Optional;

/** The CPU backend. Its kernels have done their work when they return. */
final class CpuBackend implements Backend {
    private final Device device;
    private final Memory memory;
    private final Team team;
    private final Kernels kernels;

    CpuBackend(Device device, int threads) {
        this.device = device;
        memory = new Memory(device.memoryBytes());
        team = new Team(threads);
        OpenBlas blas = new OpenBlas(threads);
        Kernels floats = FloatKernels.create(memory, team, blas);
        Kernels doubles = DoubleKernels.create(memory, team, blas);
        kernels = CheckedKernels.of(memory, dtype -> dtype == DType.FLOAT32 ? floats : doubles);
    }

    @Override
    public String name() {
        return CpuBackendProvider.NAME;
    }

    @Override
    public Device device() {
        return device;
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
        // Nothing is queued.
    }

    @Override
    public void close() {
        memory.close();
        team.close();
    }
}
