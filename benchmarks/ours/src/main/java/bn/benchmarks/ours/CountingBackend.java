package bn.benchmarks.ours;

import bn.api.DType;
import bn.api.Shape;
import bn.api.Tensor;
import bn.api.backend.Backend;
import bn.api.backend.Device;
import bn.api.kernel.ActivationKernel;
import bn.api.kernel.BatchNormKernel;
import bn.api.kernel.DenseKernel;
import bn.api.kernel.LossKernel;
import bn.api.kernel.MomentsKernel;
import bn.api.kernel.UpdateKernel;
import java.util.Optional;

/** A backend that counts the bytes of the tensors that its user allocates; not those that its kernels allocate for themselves. */
final class CountingBackend implements Backend {
    private final Backend backend;
    private long bytes;

    CountingBackend(Backend backend) {
        this.backend = backend;
    }

    /** Bytes of all tensors so far. */
    long bytes() {
        return bytes;
    }

    @Override
    public Tensor allocate(DType dtype, Shape shape) {
        bytes += dtype.bytes() * shape.elements();
        return backend.allocate(dtype, shape);
    }

    @Override
    public String name() {
        return backend.name();
    }

    @Override
    public Device device() {
        return backend.device();
    }

    @Override
    public BatchNormKernel batchNorm() {
        return backend.batchNorm();
    }

    @Override
    public DenseKernel dense() {
        return backend.dense();
    }

    @Override
    public ActivationKernel activation() {
        return backend.activation();
    }

    @Override
    public LossKernel loss() {
        return backend.loss();
    }

    @Override
    public UpdateKernel update() {
        return backend.update();
    }

    @Override
    public MomentsKernel moments() {
        return backend.moments();
    }

    @Override
    public <K> Optional<K> optional(Class<K> kernel) {
        return backend.optional(kernel);
    }

    @Override
    public void synchronize() {
        backend.synchronize();
    }

    @Override
    public void close() {
        backend.close();
    }
}
