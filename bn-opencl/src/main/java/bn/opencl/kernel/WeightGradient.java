package bn.opencl.kernel;

import bn.opencl.kernel.ColumnBlocks.Block;
import bn.opencl.memory.DeviceArena;
import bn.opencl.program.Program;

/**
 * The gradient of a convolution with respect to its weights, summed over all positions, in parts: the result is small, so that a large
 * device has work only if different groups sum over different positions. Only for convolutions without groups of channels.
 *
 * @param units rows m of the result
 * @param elements columns n of the result
 * @param panelsEach panels of positions that a part sums over
 * @param partial position of the sums of all parts, one matrix m x n after the other
 */
record WeightGradient(DeviceArena arena, int units, int elements, int panelsEach, int partial) {

    /**
     * Reserves room for the parts.
     *
     * @param panels the most panels of a block
     */
    static WeightGradient of(DeviceArena arena, Workspace workspace, int units, int elements, int panels) {
        int parts = arena.geometry().productParts(units, elements, panels);
        int each = (panels + parts - 1) / parts;
        return new WeightGradient(arena, units, elements, each, workspace.reserve((panels + each - 1) / each * units * elements));
    }

    /** Adds the sums over the positions of a block to those of the blocks before. The first block must be the largest. */
    void add(Block block, Columns gradients, Columns columns) {
        int whole = block.panels() / panelsEach;
        products(block, gradients, columns, 0, panelsEach, whole);
        products(block, gradients, columns, whole, block.panels() - whole * panelsEach, 1);
    }

    /** Some parts, from a first part on, each of which sums over this many panels; nothing if there are none. */
    private void products(Block block, Columns gradients, Columns columns, int first, int panels, int parts) {
        if (panels * parts > 0) {
            MatMul product = new MatMul(gradients.from(first * panelsEach).factor(panels * units),
                    columns.from(first * panelsEach).factor(panels * elements).transposed(), units, elements,
                    panels * Program.PANEL,
                    parts);
            int sums = partial + first * units * elements;
            if (block.isFirst()) {
                product.set(arena, sums);
            } else {
                product.accumulate(arena, sums);
            }
        }
    }

    /** Adds up the parts. */
    void store(int panels, int dWeights) {
        OpenClDense.sumRows(arena, partial, (panels + panelsEach - 1) / panelsEach, units * elements, dWeights);
    }
}
