package bn.opencl.kernel;

import static bn.opencl.kernel.OpenClKernels.NO_SCALARS;

import bn.opencl.kernel.ColumnBlocks.Block;
import bn.opencl.kernel.MatMul.Factor;
import bn.opencl.kernel.MatMul.Result;
import bn.opencl.memory.DeviceArena;
import bn.opencl.program.Op;
import bn.opencl.program.Program;

/**
 * The matrix whose columns are the windows of a block of images: see {@link Op#IM2COL}.
 *
 * @param at position in the arena
 * @param rows elements of the windows of all channels
 */
record Columns(int at, int rows) {

    /** A matrix that follows this one in the arena. */
    Columns next(Block block, int otherRows) {
        return new Columns(at + block.panels() * rows * Program.PANEL, otherRows);
    }

    /** The matrix from a panel on. */
    Columns from(int panel) {
        return new Columns(at + panel * rows * Program.PANEL, rows);
    }

    /** The matrix as a factor of products, one for each group of rows. */
    Factor factor(int groupRows) {
        return new Factor(at, Program.PANEL, 1, rows * Program.PANEL, groupRows * Program.PANEL);
    }

    /** The matrix as the result of products, one for each group of rows. */
    Result result(int groupRows) {
        return new Result(at, Program.PANEL, rows * Program.PANEL, groupRows * Program.PANEL);
    }

    /** Takes the windows of images in the arena. */
    void fill(DeviceArena arena, ConvolutionSizes sizes, Block block, int images) {
        int each = arena.geometry().channelsEach(rows / sizes.channels() * Program.PANEL);
        arena.windows(sizes.window(), sizes.inputs(), sizes.outputs());
        arena.run(Op.IM2COL, arena.geometry().panels(block.panels(), (sizes.channels() + each - 1) / each), NO_SCALARS,
                images + block.image() * (int) sizes.inputs().rowElements(), at, sizes.channels(), block.from(), block.to(),
                each);
    }

    /** Adds up all copies of each element of images, and stores the sums as images in the arena. */
    void addUp(DeviceArena arena, ConvolutionSizes sizes, Block block, int images) {
        int elements = sizes.inputs().size(2) * sizes.inputs().size(3);
        arena.windows(sizes.window(), sizes.inputs(), sizes.outputs());
        arena.run(Op.COL2IM, arena.geometry().planes(sizes.channels(), block.images(), elements), NO_SCALARS, at,
                images + block.image() * (int) sizes.inputs().rowElements(), sizes.channels(), block.from(), block.to());
    }
}
