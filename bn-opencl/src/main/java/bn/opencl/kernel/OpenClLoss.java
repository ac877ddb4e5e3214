package bn.opencl.kernel;

import static bn.opencl.kernel.OpenClKernels.NO_SCALARS;
import static bn.opencl.memory.ArenaTensor.at;

import bn.api.Tensor;
import bn.api.kernel.Loss;
import bn.api.kernel.LossKernel;
import bn.opencl.memory.DeviceArena;
import bn.opencl.program.Op;

/** Losses: one item computes the loss of each example, then one item adds them up. */
final class OpenClLoss implements LossKernel {
    private final DeviceArena arena;
    private final Workspace workspace;

    OpenClLoss(DeviceArena arena) {
        this.arena = arena;
        workspace = new Workspace(arena);
    }

    @Override
    public void compute(Loss loss, Tensor z, Tensor targets, Tensor dz, Tensor metrics) {
        int rows = z.shape().size(0);
        int columns = z.shape().size(1);
        int rowResults = workspace.reserve(2 * rows);
        arena.run(Op.LOSS_ROWS, arena.geometry().items(rows), NO_SCALARS, at(z), at(targets),
                dz == null ? -1 : at(dz), rowResults,
                rows, columns, loss == Loss.SQUARED ? 1 : 0);
        arena.run(Op.LOSS_TOTAL, arena.geometry().items(1), NO_SCALARS, rowResults, rows, at(metrics));
    }
}
