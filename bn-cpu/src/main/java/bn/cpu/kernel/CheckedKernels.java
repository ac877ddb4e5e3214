package bn.cpu.kernel;

import bn.api.DType;
import bn.cpu.memory.Memory;
import java.util.Map;

/** Makes the kernels that check their arguments. */
public final class CheckedKernels {

    private CheckedKernels() { }

    /**
     * Kernels for tensors of any dtype.
     *
     * @param memory what the tensors must be in
     * @param typed what does the work, for every dtype
     */
    public static Kernels of(Memory memory, Map<DType, Kernels> typed) {
        CheckedDense dense = new CheckedDense(memory, typed);
        return new Kernels(new CheckedBatchNorm(memory, typed), dense, dense, new CheckedActivation(memory, typed),
                new CheckedLoss(memory, typed), new CheckedUpdate(memory, typed), new CheckedMoments(memory, typed));
    }
}
