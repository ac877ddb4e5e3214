package bn.api.checked;

import bn.api.DType;
import bn.api.backend.Backend;
import bn.api.kernel.ActivationKernel;
import bn.api.kernel.BatchNormKernel;
import bn.api.kernel.DenseKernel;
import bn.api.kernel.LossKernel;
import bn.api.kernel.MomentsKernel;
import bn.api.kernel.UpdateKernel;
import java.util.Optional;

/** A backend whose kernels check their arguments, whose tensors are {@link StoredTensor}s, and which never queues work. */
public abstract class CheckedBackend implements Backend {
    private final Kernels kernels;

    /** For a backend that is itself the owner of its tensors: {@link StoredTensor#owner}. */
    @SuppressWarnings("this-escape") // Nothing is asked of the subclass before a kernel is called.
    protected CheckedBackend() {
        kernels = CheckedKernels.of(this, this::typed);
    }

    /** For a backend whose tensors have another owner, usually a part of the backend: {@link StoredTensor#owner}. */
    @SuppressWarnings("this-escape") // As above.
    protected CheckedBackend(Object owner) {
        kernels = CheckedKernels.of(owner, this::typed);
    }

    /**
     * The kernels that do the work for a dtype; they may trust their arguments. Called at every kernel call. All dtypes have the
     * same optional kernels.
     *
     * @throws IllegalStateException if the backend is closed
     */
    protected abstract Kernels typed(DType dtype);

    @Override
    public final BatchNormKernel batchNorm() {
        return kernels.batchNorm();
    }

    @Override
    public final DenseKernel dense() {
        return kernels.dense();
    }

    @Override
    public final ActivationKernel activation() {
        return kernels.activation();
    }

    @Override
    public final LossKernel loss() {
        return kernels.loss();
    }

    @Override
    public final UpdateKernel update() {
        return kernels.update();
    }

    @Override
    public final MomentsKernel moments() {
        return kernels.moments();
    }

    @Override
    public <K> Optional<K> optional(Class<K> kernel) {
        OptionalKernels offered = typed(device().dtypes().iterator().next()).optional();
        return offered.get(kernel).flatMap(unchecked -> kernels.optional().get(kernel));
    }

    @Override
    public void synchronize() {
        // Nothing is queued.
    }
}
