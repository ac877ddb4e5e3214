package bn.opencl.kernel;

import static bn.opencl.kernel.OpenClKernels.NO_SCALARS;
import static bn.opencl.memory.ArenaTensor.at;

import bn.api.Tensor;
import bn.api.kernel.Activation;
import bn.api.kernel.ElementwiseKernel;
import bn.opencl.memory.DeviceArena;
import bn.opencl.program.Op;

/** Sums and products of tensors. */
final class OpenClElementwise implements ElementwiseKernel {
    private final DeviceArena arena;
    private final Rows rows;

    OpenClElementwise(DeviceArena arena) {
        this.arena = arena;
        rows = new Rows(arena);
    }

    @Override
    public void add(Tensor a, Tensor b, Activation activation, Tensor y) {
        run(Op.ADD, new double[] {OpenClBatchNorm.floor(activation)}, a, b, y);
    }

    @Override
    public void multiply(Tensor a, Tensor b, Tensor y) {
        run(Op.MULTIPLY, NO_SCALARS, a, b, y);
    }

    /** Both operations are commutative, so a result in place of b is one in place of a. */
    private void run(int op, double[] scalars, Tensor a, Tensor b, Tensor y) {
        int n = (int) y.shape().elements();
        boolean swap = at(y) == at(b);
        arena.runOnElements(op, n, scalars, at(swap ? b : a), at(swap ? a : b), at(y), n);
    }

    @Override
    public void scaleChannels(Tensor x, Tensor factors, Tensor y) {
        rows.scale(at(x), at(factors), 1, y);
    }

    @Override
    public void scaleChannelsBackward(Tensor x, Tensor dy, Tensor dFactors) {
        rows.products(x, at(dy), at(dFactors));
    }
}
