package bn.opencl.kernel;

import static bn.opencl.memory.ArenaTensor.at;

import bn.api.Tensor;
import bn.api.kernel.Convolution;
import bn.api.kernel.ConvolutionKernel;
import bn.opencl.kernel.ColumnBlocks.Block;
import bn.opencl.kernel.MatMul.Factor;
import bn.opencl.kernel.MatMul.Result;
import bn.opencl.memory.DeviceArena;
import bn.opencl.program.Program;
import java.util.function.BiConsumer;

/**
 * Convolutions as matrix products: the windows of some images become the columns of a matrix. Depthwise convolutions, whose
 * matrices would have a single row, have operations of their own.
 */
final class OpenClConvolution implements ConvolutionKernel {
    private final DeviceArena arena;
    private final OpenClDepthwise depthwise;
    private final Rows rows;
    private final Workspace columnSpace;
    private final Workspace sumSpace;

    OpenClConvolution(DeviceArena arena) {
        this.arena = arena;
        depthwise = new OpenClDepthwise(arena);
        rows = new Rows(arena);
        columnSpace = new Workspace(arena);
        sumSpace = new Workspace(arena);
    }

    @Override
    public void forward(Convolution convolution, Tensor x, Tensor weights, Tensor bias, Tensor y) {
        ConvolutionSizes sizes = ConvolutionSizes.of(convolution, x.shape(), y.shape());
        int b = bias == null ? -1 : at(bias);
        if (sizes.isDepthwise()) {
            depthwise.forward(sizes, at(x), at(weights), b, at(y));
        } else {
            forEachBlock(sizes, 0, (block, columns) -> {
                columns.fill(arena, sizes, block, at(x));
                products(sizes, block, columns, at(weights), b, at(y));
            });
        }
    }

    /** The outputs of a block. */
    private void products(ConvolutionSizes sizes, Block block, Columns columns, int weights, int bias, int y) {
        int m = sizes.groupUnits();
        int k = sizes.groupElements();
        int positions = sizes.positions();
        MatMul matmul = new MatMul(Factor.rowMajor(weights, k, m * k), columns.factor(k), m, block.columns(), k, sizes.groups());
        int images = sizes.units() * positions;
        Result outputs = new Result(y + block.image() * images + block.from(), positions, images, m * positions);
        if (bias < 0) {
            matmul.set(arena, outputs);
        } else {
            matmul.setPlusColumn(arena, outputs, bias);
        }
    }

    @Override
    public void backwardInput(Convolution convolution, Tensor dy, Tensor weights, Tensor dx) {
        ConvolutionSizes sizes = ConvolutionSizes.of(convolution, dx.shape(), dy.shape());
        if (sizes.isDepthwise()) {
            depthwise.backwardInput(sizes, at(dy), at(weights), at(dx));
            return;
        }
        int m = sizes.groupUnits();
        int k = sizes.groupElements();
        forEachBlock(sizes, sizes.units(), (block, columns) -> {
            Columns gradients = columns.next(block, sizes.units());
            gradients.fill(arena, ConvolutionSizes.copy(dy.shape()), block, at(dy));
            new MatMul(Factor.rowMajor(at(weights), k, m * k).transposed(), gradients.factor(m), k, block.columns(), m,
                    sizes.groups())
                    .set(arena, columns.result(k));
            columns.addUp(arena, sizes, block, at(dx));
        });
    }

    @Override
    public void backwardParameters(Convolution convolution, Tensor x, Tensor dy, Tensor dWeights, Tensor dBias) {
        ConvolutionSizes sizes = ConvolutionSizes.of(convolution, x.shape(), dy.shape());
        if (dBias != null) {
            int images = dy.shape().size(0);
            int sums = sumSpace.reserve(images * sizes.units());
            rows.sums(dy, sums);
            OpenClDense.sumRows(arena, sums, images, sizes.units(), at(dBias));
        }
        if (sizes.isDepthwise()) {
            depthwise.backwardWeights(sizes, at(x), at(dy), at(dWeights));
            return;
        }
        int m = sizes.groupUnits();
        int k = sizes.groupElements();
        int panels = blocks(sizes, sizes.units()).largest();
        boolean inParts = sizes.groups() == 1 && arena.geometry().productParts(m, k, panels) > 1;
        WeightGradient sums = inParts ? WeightGradient.of(arena, sumSpace, m, k, panels) : null;
        forEachBlock(sizes, sizes.units(), (block, columns) -> {
            Columns gradients = columns.next(block, sizes.units());
            columns.fill(arena, sizes, block, at(x));
            gradients.fill(arena, ConvolutionSizes.copy(dy.shape()), block, at(dy));
            if (inParts) {
                sums.add(block, gradients, columns);
                return;
            }
            MatMul matmul = new MatMul(gradients.factor(m), columns.factor(k).transposed(), m, k, block.panels() * Program.PANEL,
                    sizes.groups());
            if (block.isFirst()) {
                matmul.set(arena, at(dWeights));
            } else {
                matmul.accumulate(arena, at(dWeights));
            }
        });
        if (inParts) {
            sums.store(panels, at(dWeights));
        }
    }

    private ColumnBlocks blocks(ConvolutionSizes sizes, int moreRows) {
        return new ColumnBlocks(sizes.inputs().size(0), sizes.positions(),
                arena.geometry().columnElements() / (sizes.windowElements() + moreRows));
    }

    /** Handles block after block, each with its columns, after which there is room for a number of rows more. */
    private void forEachBlock(ConvolutionSizes sizes, int moreRows, BiConsumer<Block, Columns> action) {
        int rows = sizes.windowElements() + moreRows;
        ColumnBlocks blocks = blocks(sizes, moreRows);
        Columns columns = new Columns(columnSpace.reserve(blocks.largest() * Program.PANEL * rows), sizes.windowElements());
        blocks.forEach(block -> action.accept(block, columns));
    }
}
