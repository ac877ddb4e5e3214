package bn.cpu.f32;

import bn.api.checked.Kernels;
import bn.cpu.memory.Memory;
import bn.cpu.threads.OpenBlas;
import bn.cpu.threads.Team;

/** Makes the kernels of this package. */
public final class FloatKernels {

    private FloatKernels() { }

    /**
     * All kernels; they trust their arguments.
     *
     * @param memory where the moments keep theirs
     * @param team the threads of all but products
     * @param blas the products
     */
    public static Kernels create(Memory memory, Team team, OpenBlas blas) {
        FloatSgd sgd = new FloatSgd(team);
        FloatDense dense = new FloatDense(blas, sgd);
        return new Kernels(new FloatBatchNorm(team), dense, dense, new FloatActivation(team), new FloatLoss(), sgd,
                (dtype, features) -> new FloatMoments(memory, team, blas, features));
    }
}
