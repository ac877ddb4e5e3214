package bn.cpu.f32;

import static bn.cpu.memory.CpuTensor.floatPointer;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_sgemm;

import bn.api.Tensor;
import bn.cpu.images.ConvolutionLayout;
import bn.cpu.images.ProductBlocks;
import bn.cpu.memory.OffHeapMemory;
import java.nio.FloatBuffer;
import org.bytedeco.javacpp.FloatPointer;

/** The matrix products of a convolution for some blocks of images, by one thread. */
final class FloatBlockProducts {
    private final FloatInputs columns;
    private final FloatInputs inPlace = new FloatInputsInPlace();
    private final FloatOutputs outputs;
    private FloatInputs inputs;
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
        inputs = blocks.hasInputsInPlace() ? inPlace : columns;
        inputs.prepare(blocks);
        outputs.prepare(blocks);
    }

    /** outputs = weights inputs + bias. */
    void forward(int fromBlock, int toBlock, Tensor x, Tensor weights, FloatBuffer bias, Tensor y) {
        inputs.use(x);
        outputs.use(y);
        FloatPointer w = floatPointer(weights);
        int units = layout.outputs();
        int terms = layout.terms();
        forEachBand(fromBlock, toBlock, (block, group, band) -> {
            inputs.gather(block, group, band);
            outputs.select(block, group, band);
            if (bias != null) {
                outputs.fill(block, group, band, bias);
            }
            w.position((long) group * units * terms);
            cblas_sgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, units, blocks.columns(block, band), terms, 1, w, terms,
                    inputs.pointer(), inputs.stride(), bias == null ? 0 : 1, outputs.pointer, outputs.stride);
            outputs.store(block, group, band);
        });
    }

    /** inputs = weights^T outputs, for the gradients with respect to both. */
    void backwardInput(int fromBlock, int toBlock, Tensor dy, Tensor weights, Tensor dx) {
        inputs.use(dx);
        outputs.use(dy);
        FloatPointer w = floatPointer(weights);
        int units = layout.outputs();
        int terms = layout.terms();
        forEachBand(fromBlock, toBlock, (block, group, band) -> {
            outputs.load(block, group, band);
            inputs.select(block, group, band);
            w.position((long) group * units * terms);
            cblas_sgemm(CblasRowMajor, CblasTrans, CblasNoTrans, terms, blocks.columns(block, band), units, 1, w, terms,
                    outputs.pointer, outputs.stride, 0, inputs.pointer(), inputs.stride());
            inputs.scatter(block, group, band);
        });
    }

    /**
     * weights^T = inputs outputs^T, summed over these blocks. OpenBLAS computes the transposed product faster, because it has
     * more rows.
     */
    void backwardWeights(int fromBlock, int toBlock, Tensor x, Tensor dy, Tensor sums, int start) {
        inputs.use(x);
        outputs.use(dy);
        FloatPointer target = floatPointer(sums);
        int units = layout.outputs();
        int terms = layout.terms();
        forEachBand(fromBlock, toBlock, (block, group, band) -> {
            inputs.gatherOutputsOnly(block, group, band);
            outputs.load(block, group, band);
            target.position(start + (long) group * units * terms);
            boolean first = block == fromBlock && band == 0;
            cblas_sgemm(CblasRowMajor, CblasNoTrans, CblasTrans, terms, units, blocks.columns(block, band), 1, inputs.pointer(),
                    inputs.stride(), outputs.pointer, outputs.stride, first ? 0 : 1, target, units);
        });
    }

    private interface BandTask {
        void run(int block, int group, int band);
    }

    private void forEachBand(int fromBlock, int toBlock, BandTask task) {
        for (int block = fromBlock; block < toBlock; block++) {
            for (int group = 0; group < layout.groups(); group++) {
                for (int band = 0; band < blocks.bands(); band++) {
                    task.run(block, group, band);
                }
            }
        }
    }
}
