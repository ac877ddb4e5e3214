package bn.api.checked;

import bn.api.DType;
import bn.api.backend.Backend;
import bn.api.kernel.ActivationKernel;
import bn.api.kernel.BatchNormKernel;
import bn.api.kernel.DenseKernel;
import bn.api.kernel.DenseUpdateKernel;
import bn.api.kernel.LossKernel;
import bn.api.kernel.MomentsKernel;
import bn.api.kernel.UpdateKernel;
import java.util.Optional;

/** A backend whose kernels check their arguments, whose tensors are {@link StoredTensor}s, and which never queues work. */
public abstract class CheckedBackend implements Backend {
    private final Kernels kernels;

    /** A backend to which its tensors belong. */
    protected CheckedBackend() {
        kernels = CheckedKernels.of(this, this::typed);
    }

    /** A backend of which a part is what its tensors belong to: {@link StoredTensor#owner}. */
    protected CheckedBackend(Object owner) {
        kernels = CheckedKernels.of(owner, this::typed);
    }

    /**
     * What does the work for a dtype, and trusts its arguments. Asked at every call; without a {@code DenseUpdateKernel} it
     * overrides {@link #optional} too.
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
        return kernel == DenseUpdateKernel.class ? Optional.of(kernel.cast(kernels.denseUpdate())) : Optional.empty();
    }

    @Override
    public void synchronize() {
        // Nothing is queued.
    }
}
