package bn.api.checked;

import bn.api.kernel.ActivationKernel;
import bn.api.kernel.BatchNormKernel;
import bn.api.kernel.DenseKernel;
import bn.api.kernel.DenseUpdateKernel;
import bn.api.kernel.LossKernel;
import bn.api.kernel.MomentsKernel;
import bn.api.kernel.UpdateKernel;

/**
 * A kernel of each kind: those of one dtype, which trust their arguments, or those for all, which check them. A backend that does
 * not offer the fused {@link DenseUpdateKernel} has null among the former, and never hands out the latter.
 */
public record Kernels(BatchNormKernel batchNorm, DenseKernel dense, DenseUpdateKernel denseUpdate, ActivationKernel activation,
        LossKernel loss, UpdateKernel update, MomentsKernel moments) { }
