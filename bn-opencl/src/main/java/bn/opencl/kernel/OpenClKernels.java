package bn.opencl.kernel;

import bn.api.checked.Kernels;
import bn.api.checked.OptionalKernels;
import bn.opencl.memory.DeviceArena;

/** Creates the kernels that work in one arena. */
public final class OpenClKernels {
    static final double[] NO_SCALARS = {};

    private OpenClKernels() {}

    /** All kernels for the tensors of an arena. */
    public static Kernels of(DeviceArena arena) {
        OpenClDense dense = new OpenClDense(arena);
        return new Kernels(new OpenClBatchNorm(arena), dense, new OpenClActivation(arena), new OpenClLoss(arena),
                new OpenClUpdate(arena), (dtype, features) -> new OpenClMoments(arena, features),
                new OptionalKernels(dense, null, null, null, null, null));
    }
}
