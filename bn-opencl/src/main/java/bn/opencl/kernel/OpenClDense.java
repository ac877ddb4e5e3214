package bn.opencl.kernel;

import static bn.opencl.kernel.OpenClKernels.NO_SCALARS;
import static bn.opencl.memory.HeapTensor.at;

import bn.api.Tensor;
import bn.api.kernel.DenseKernel;
import bn.api.kernel.DenseUpdateKernel;
import bn.api.kernel.Sgd;
import bn.opencl.memory.Heap;
import bn.opencl.program.Op;

/** Fully connected products. */
final class OpenClDense implements DenseKernel, DenseUpdateKernel {
    private final Heap heap;

    OpenClDense(Heap heap) {
        this.heap = heap;
    }

    @Override
    public void forward(Tensor x, Tensor weights, Tensor bias, Tensor y) {
        Product product = Product.byTransposed(at(x), at(weights), rows(x), rows(weights), columns(x));
        if (bias == null) {
            product.set(heap, at(y));
        } else {
            product.setWithRow(heap, at(y), at(bias));
        }
    }

    @Override
    public void backwardInput(Tensor dy, Tensor weights, Tensor dx) {
        Product.plain(at(dy), at(weights), rows(dy), columns(weights), rows(weights)).set(heap, at(dx));
    }

    @Override
    public void backwardParameters(Tensor x, Tensor dy, Tensor dWeights, Tensor dBias) {
        gradient(x, dy).set(heap, at(dWeights));
        sumRows(dy, dBias);
    }

    @Override
    public void update(Tensor x, Tensor dy, Tensor weights, Tensor velocity, Sgd step, Tensor dBias) {
        gradient(x, dy).update(heap, at(weights), at(velocity), OpenClUpdate.scalars(step));
        sumRows(dy, dBias);
    }

    private static Product gradient(Tensor x, Tensor dy) {
        return Product.ofTransposed(at(dy), at(x), columns(dy), columns(x), rows(x));
    }

    private void sumRows(Tensor dy, Tensor sums) {
        if (sums != null) {
            int[] arguments = new int[10];
            arguments[0] = at(dy);
            arguments[1] = at(sums);
            arguments[8] = rows(dy);
            arguments[9] = columns(dy);
            heap.run(Op.COLUMN_SUMS, heap.work().columns(columns(dy), 1), NO_SCALARS, arguments);
        }
    }

    private static int rows(Tensor matrix) {
        return matrix.shape().size(0);
    }

    private static int columns(Tensor matrix) {
        return matrix.shape().size(1);
    }
}
