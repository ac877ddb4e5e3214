package bn.api.checked;

import bn.api.kernel.ActivationKernel;
import bn.api.kernel.BatchNormKernel;
import bn.api.kernel.DenseKernel;
import bn.api.kernel.LossKernel;
import bn.api.kernel.MomentsKernel;
import bn.api.kernel.UpdateKernel;

/**
 * One kernel of each kind: either those of one dtype, which trust their arguments, or those for all dtypes, which check them.
 */
public record Kernels(BatchNormKernel batchNorm, DenseKernel dense, ActivationKernel activation, LossKernel loss,
        UpdateKernel update, MomentsKernel moments, OptionalKernels optional) {}
