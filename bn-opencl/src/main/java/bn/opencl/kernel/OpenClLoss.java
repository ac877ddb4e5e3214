package bn.opencl.kernel;

import static bn.opencl.kernel.OpenClKernels.NO_SCALARS;
import static bn.opencl.memory.HeapTensor.at;

import bn.api.Tensor;
import bn.api.kernel.Loss;
import bn.api.kernel.LossKernel;
import bn.opencl.memory.Heap;
import bn.opencl.program.Op;

/** Losses: an item for each example, then one for the total. */
final class OpenClLoss implements LossKernel {
    private final Heap heap;
    private final Scratch scratch;

    OpenClLoss(Heap heap) {
        this.heap = heap;
        scratch = new Scratch(heap);
    }

    @Override
    public void compute(Loss loss, Tensor z, Tensor targets, Tensor dz, Tensor metrics) {
        int rows = z.shape().size(0);
        int columns = z.shape().size(1);
        int each = scratch.reserve(2 * rows);
        heap.run(Op.LOSS_ROWS, heap.work().items(rows), NO_SCALARS, at(z), at(targets), dz == null ? -1 : at(dz), each,
                rows, columns, loss == Loss.SQUARED ? 1 : 0);
        heap.run(Op.LOSS_TOTAL, heap.work().items(1), NO_SCALARS, each, rows, at(metrics));
    }
}
