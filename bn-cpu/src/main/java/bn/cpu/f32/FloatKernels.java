package bn.cpu.f32;

import bn.api.checked.Kernels;
import bn.api.checked.OptionalKernels;
import bn.api.kernel.ConvolutionKernel;
import bn.cpu.memory.OffHeapMemory;
import bn.cpu.threads.OpenBlas;
import bn.cpu.threads.ThreadTeam;

/** Creates the kernels of this package. */
public final class FloatKernels {

    private FloatKernels() {}

    /** Convolutions by OpenBLAS. */
    public static ConvolutionKernel convolution(OffHeapMemory memory, ThreadTeam team) {
        return new FloatConvolution(memory, team);
    }

    /**
     * Creates all kernels. They do not check their arguments.
     *
     * @param memory allocates the tensors of moments accumulators, and memory for intermediate results
     * @param team the threads of the kernels in Java
     * @param blas computes moments
     * @param products computes matrix products
     * @param convolution runs convolutions
     */
    public static Kernels create(OffHeapMemory memory, ThreadTeam team, OpenBlas blas, FloatProducts products,
            ConvolutionKernel convolution) {
        FloatSgd sgd = new FloatSgd(team);
        FloatDense dense = new FloatDense(products, sgd);
        return new Kernels(new FloatBatchNorm(team), dense, new FloatActivation(team), new FloatLoss(), sgd,
                (dtype, features) -> new FloatMoments(memory, team, blas, features),
                new OptionalKernels(dense, convolution, new FloatPooling(team), new FloatElementwise(team),
                        new FloatCopy(team), new FloatAdam(team)));
    }
}
