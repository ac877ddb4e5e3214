package bn.opencl.kernel;

import static bn.opencl.kernel.OpenClKernels.NO_SCALARS;

import bn.api.Shape;
import bn.opencl.memory.DeviceArena;
import bn.opencl.program.Op;

/** Depthwise convolutions of images in the arena. */
record OpenClDepthwise(DeviceArena arena) {

    /** bias: -1 for none. */
    void forward(ConvolutionSizes sizes, int x, int weights, int bias, int y) {
        run(Op.DEPTHWISE, sizes, sizes.outputs(), x, weights, bias, y);
    }

    void backwardInput(ConvolutionSizes sizes, int dy, int weights, int dx) {
        run(Op.DEPTHWISE_INPUT, sizes, sizes.inputs(), dy, weights, dx, 0);
    }

    private void run(int op, ConvolutionSizes sizes, Shape results, int first, int second, int third, int fourth) {
        arena.windows(sizes.window(), sizes.inputs(), sizes.outputs());
        arena.run(op, arena.geometry().planes(results.size(1), results.size(0), results.size(2) * results.size(3)), NO_SCALARS,
                first,
                second, third, fourth, sizes.units(), sizes.groupUnits(), (int) results.elements());
    }

    void backwardWeights(ConvolutionSizes sizes, int x, int dy, int dWeights) {
        arena.windows(sizes.window(), sizes.inputs(), sizes.outputs());
        arena.run(Op.DEPTHWISE_WEIGHTS, arena.geometry().sums(sizes.groupElements(), sizes.units()), NO_SCALARS, x, dy, dWeights,
                sizes.inputs().size(0), sizes.units(), sizes.groupUnits());
    }
}
