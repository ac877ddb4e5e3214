package bn.opencl.kernel;

import bn.api.checked.Kernels;
import bn.opencl.memory.Heap;

/** Makes the kernels of one heap. */
public final class OpenClKernels {
    static final double[] NO_SCALARS = {};

    private OpenClKernels() { }

    /** All of them. */
    public static Kernels of(Heap heap) {
        OpenClDense dense = new OpenClDense(heap);
        return new Kernels(new OpenClBatchNorm(heap), dense, dense, new OpenClActivation(heap), new OpenClLoss(heap),
                new OpenClUpdate(heap), (dtype, features) -> new OpenClMoments(heap, features));
    }
}
