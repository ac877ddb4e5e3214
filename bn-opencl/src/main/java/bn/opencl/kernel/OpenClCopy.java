package bn.opencl.kernel;

import static bn.opencl.kernel.OpenClKernels.NO_SCALARS;
import static bn.opencl.memory.ArenaTensor.at;

import bn.api.Shape;
import bn.api.Tensor;
import bn.api.kernel.CopyKernel;
import bn.api.kernel.Window;
import bn.opencl.memory.DeviceArena;
import bn.opencl.program.Op;

/** Copies of tensors or of parts of them. */
final class OpenClCopy implements CopyKernel {
    private static final Window POINT = Window.square(1, 1, 0);

    private final DeviceArena arena;

    OpenClCopy(DeviceArena arena) {
        this.arena = arena;
    }

    @Override
    public void fill(double value, Tensor y) {
        int n = (int) y.shape().elements();
        arena.runOnElements(Op.FILL, n, new double[] {value}, at(y), n);
    }

    @Override
    public void reshape(Tensor x, Tensor y) {
        int n = (int) y.shape().elements();
        arena.runOnElements(Op.COPY, n, NO_SCALARS, at(x), at(y), n);
    }

    @Override
    public void copyChannels(Tensor x, int from, int count, Tensor y, int to) {
        Shape read = x.shape();
        int row = (int) read.rowElements();
        int channel = row / read.size(1);
        int n = read.size(0) * count * channel;
        arena.runOnElements(Op.COPY_ROWS, n, NO_SCALARS, at(x) + from * channel, at(y) + to * channel, row, n, count * channel,
                (int) y.shape().rowElements());
    }

    @Override
    public void pad(Tensor x, int top, int left, Tensor y) {
        shift(x, -top, -left, y);
    }

    @Override
    public void crop(Tensor x, int top, int left, Tensor y) {
        shift(x, top, left, y);
    }

    /** y[i,j] = x[i + rows, j + columns], or 0. */
    private void shift(Tensor x, int rows, int columns, Tensor y) {
        int n = (int) y.shape().elements();
        arena.windows(POINT, x.shape(), y.shape());
        arena.runOnElements(Op.SHIFT, n, NO_SCALARS, at(x), at(y), n, rows, columns);
    }
}
