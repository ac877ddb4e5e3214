package bn.api.checked;

import bn.api.DType;
import java.util.function.Function;

/** Creates the kernels that check their arguments. */
public final class CheckedKernels {

    private CheckedKernels() {}

    /**
     * Kernels for tensors of any dtype.
     *
     * @param owner the owner that all tensors must have: {@link StoredTensor#owner}
     * @param typed gives the kernels that do the work for a dtype; they may trust their arguments
     */
    public static Kernels of(Object owner, Function<DType, Kernels> typed) {
        CheckedDense dense = new CheckedDense(owner, typed);
        CheckedUpdate update = new CheckedUpdate(owner, typed);
        OptionalKernels optional = new OptionalKernels(dense, new CheckedConvolution(owner, typed),
                new CheckedPooling(owner, typed),
                new CheckedElementwise(owner, typed), new CheckedCopy(owner, typed), update);
        return new Kernels(new CheckedBatchNorm(owner, typed), dense, new CheckedActivation(owner, typed),
                new CheckedLoss(owner, typed), update, new CheckedMoments(owner, typed), optional);
    }
}
