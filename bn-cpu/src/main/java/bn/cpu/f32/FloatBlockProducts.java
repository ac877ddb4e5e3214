package bn.cpu.f32;

import static bn.cpu.memory.CpuTensor.floatPointer;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_sgemm;

import bn.api.Tensor;
import bn.cpu.images.ConvolutionLayout;
import bn.cpu.images.ProductBlocks;
import bn.cpu.images.ProductBlocks.Band;
import bn.cpu.images.ProductBlocks.Block;
import bn.cpu.memory.OffHeapMemory;
import java.nio.FloatBuffer;
import org.bytedeco.javacpp.FloatPointer;

/** The matrix products of a convolution for some blocks of images, by one thread. */
final class FloatBlockProducts {
    private final FloatColumns columns;
    private final FloatOutputs outputs;
    private ProductBlocks blocks;
    private ConvolutionLayout layout;

    FloatBlockProducts(OffHeapMemory memory) {
        columns = new FloatColumns(memory);
        outputs = new FloatOutputs(memory);
    }

    /** Allocates memory, if there is too little. To be called by the thread that calls the kernel. */
    void prepare(ProductBlocks newBlocks) {
        blocks = newBlocks;
        layout = blocks.layout();
        columns.prepare(blocks);
        outputs.prepare(blocks);
    }

    /** outputs = weights columns + bias. */
    void forward(int fromBlock, int toBlock, Tensor x, Tensor weights, FloatBuffer bias, Tensor y) {
        columns.use(x);
        outputs.use(y);
        FloatPointer w = floatPointer(weights);
        int terms = layout.terms();
        forEachGroup(fromBlock, toBlock, (block, group) -> {
            columns.load(block, group);
            w.position((long) group * layout.outputs() * terms);
            for (int i = 0; i < blocks.bands(); i++) {
                Band band = blocks.band(i);
                columns.gather(block, group, band, false);
                outputs.select(block, group, band);
                if (bias != null) {
                    outputs.fill(block, group, band, bias);
                }
                cblas_sgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, layout.outputs(), blocks.columns(block, band), terms, 1, w,
                        terms,
                        columns.pointer, columns.stride, bias == null ? 0 : 1, outputs.pointer, outputs.stride);
                outputs.store(block, group, band);
            }
        });
    }

    /** columns = weights^T outputs, for the gradients with respect to both. */
    void backwardInput(int fromBlock, int toBlock, Tensor dy, Tensor weights, Tensor dx) {
        columns.use(dx);
        outputs.use(dy);
        FloatPointer w = floatPointer(weights);
        int terms = layout.terms();
        forEachGroup(fromBlock, toBlock, (block, group) -> {
            columns.clear();
            w.position((long) group * layout.outputs() * terms);
            for (int i = 0; i < blocks.bands(); i++) {
                Band band = blocks.band(i);
                outputs.load(block, group, band);
                columns.select(block, group, band);
                cblas_sgemm(CblasRowMajor, CblasTrans, CblasNoTrans, terms, blocks.columns(block, band), layout.outputs(), 1, w,
                        terms,
                        outputs.pointer, outputs.stride, 0, columns.pointer, columns.stride);
                columns.scatter(block, band);
            }
            columns.store(block, group);
        });
    }

    /**
     * weights^T = columns outputs^T, summed over these blocks. OpenBLAS computes the transposed product faster, because it has
     * more rows.
     */
    void backwardWeights(int fromBlock, int toBlock, Tensor x, Tensor dy, Tensor sums, int start) {
        columns.use(x);
        outputs.use(dy);
        FloatPointer target = floatPointer(sums);
        int terms = layout.terms();
        forEachGroup(fromBlock, toBlock, (block, group) -> {
            columns.load(block, group);
            target.position(start + (long) group * layout.outputs() * terms);
            for (int i = 0; i < blocks.bands(); i++) {
                Band band = blocks.band(i);
                columns.gather(block, group, band, true);
                outputs.load(block, group, band);
                boolean first = block.firstImage() == blocks.block(fromBlock).firstImage() && i == 0;
                cblas_sgemm(CblasRowMajor, CblasNoTrans, CblasTrans, terms, layout.outputs(), blocks.columns(block, band), 1,
                        columns.pointer, columns.stride, outputs.pointer, outputs.stride, first ? 0 : 1, target,
                        layout.outputs());
            }
        });
    }

    private interface GroupTask {
        void run(Block block, int group);
    }

    private void forEachGroup(int fromBlock, int toBlock, GroupTask task) {
        for (int i = fromBlock; i < toBlock; i++) {
            Block block = blocks.block(i);
            for (int group = 0; group < layout.groups(); group++) {
                task.run(block, group);
            }
        }
    }
}
