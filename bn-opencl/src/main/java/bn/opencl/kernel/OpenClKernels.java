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
        OpenClUpdate update = new OpenClUpdate(arena);
        OptionalKernels optional = new OptionalKernels(dense, new OpenClConvolution(arena), new OpenClPooling(arena),
                new OpenClElementwise(arena), new OpenClCopy(arena), update);
        return new Kernels(new OpenClBatchNorm(arena), dense, new OpenClActivation(arena), new OpenClLoss(arena), update,
                (dtype, features) -> new OpenClMoments(arena, features), optional);
    }
}
