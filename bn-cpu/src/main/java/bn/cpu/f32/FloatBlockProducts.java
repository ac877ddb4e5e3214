package bn.cpu.f32;

import static bn.cpu.memory.CpuTensor.floatPointer;
import static bn.cpu.memory.CpuTensor.floats;
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

/** The matrix products of a convolution for some blocks of images, by one thread. Outputs and weights are matrices in place. */
final class FloatBlockProducts {
    private final FloatInputs columns;
    private final FloatInputs inPlace = new FloatInputsInPlace();
    private final FloatRepeatedRow bias = new FloatRepeatedRow();
    private FloatInputs inputs;
    private ProductBlocks blocks;
    private ConvolutionLayout layout;

    FloatBlockProducts(OffHeapMemory memory) {
        columns = new FloatColumns(memory);
    }

    /** Allocates memory, if there is too little. To be called by the thread that calls the kernel. */
    void prepare(ProductBlocks newBlocks) {
        blocks = newBlocks;
        layout = blocks.layout();
        inputs = layout.window().isPointwise() ? inPlace : columns;
        inputs.prepare(blocks);
    }

    /** outputs = inputs weights^T + bias. */
    void forward(int fromBlock, int toBlock, Tensor x, Tensor weights, FloatBuffer biases, Tensor y) {
        inputs.use(x);
        FloatPointer w = floatPointer(weights);
        FloatPointer outputs = floatPointer(y);
        FloatBuffer ys = floats(y);
        int terms = layout.terms();
        int stride = layout.outputChannels();
        if (biases != null) {
            bias.set(biases);
        }
        forEachBand(fromBlock, toBlock, (block, band, group) -> {
            int positions = blocks.positions(block, band);
            int first = blocks.firstPosition(block, band);
            FloatPointer matrix = inputs.gather(block, band, group);
            if (biases != null && group == 0) {
                bias.fill(ys, first, positions);
            }
            w.position((long) group * layout.outputs() * terms);
            outputs.position((long) first * stride + (long) group * layout.outputs());
            cblas_sgemm(CblasRowMajor, CblasNoTrans, CblasTrans, positions, layout.outputs(), terms, 1, matrix,
                    inputs.stride(), w, terms, biases == null ? 0 : 1, outputs, stride);
        });
    }

    /** inputs = outputs weights, for the gradients with respect to both, one element of the window after the other. */
    void backwardInput(int fromBlock, int toBlock, Tensor dy, Tensor weights, Tensor dx) {
        inputs.use(dx);
        FloatPointer w = floatPointer(weights);
        FloatPointer outputs = floatPointer(dy);
        int stride = layout.outputChannels();
        for (int block = fromBlock; block < toBlock; block++) {
            for (int band = 0; band < blocks.rows().parts(); band++) {
                int positions = blocks.positions(block, band);
                long first = (long) blocks.firstPosition(block, band) * stride;
                for (int tap = 0; tap < layout.window().taps(); tap++) {
                    for (int group = 0; group < layout.groups(); group++) {
                        w.position((long) group * layout.outputs() * layout.terms() + (long) tap * layout.inputs());
                        outputs.position(first + (long) group * layout.outputs());
                        cblas_sgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, positions, layout.inputs(), layout.outputs(), 1,
                                outputs, stride, w, layout.terms(), 0, inputs.gradients(block, band, group),
                                layout.window().channels());
                    }
                    inputs.add(block, band, tap);
                }
            }
        }
    }

    /** weights = outputs^T inputs, summed over these blocks. */
    void backwardWeights(int fromBlock, int toBlock, Tensor x, Tensor dy, Tensor sums, int start) {
        inputs.use(x);
        FloatPointer target = floatPointer(sums);
        FloatPointer outputs = floatPointer(dy);
        int terms = layout.terms();
        int stride = layout.outputChannels();
        forEachBand(fromBlock, toBlock, (block, band, group) -> {
            FloatPointer matrix = inputs.gather(block, band, group);
            target.position(start + (long) group * layout.outputs() * terms);
            outputs.position((long) blocks.firstPosition(block, band) * stride + (long) group * layout.outputs());
            boolean first = block == fromBlock && band == 0;
            cblas_sgemm(CblasRowMajor, CblasTrans, CblasNoTrans, layout.outputs(), terms, blocks.positions(block, band), 1,
                    outputs,
                    stride, matrix, inputs.stride(), first ? 0 : 1, target, terms);
        });
    }

    private interface BandTask {
        void run(int block, int band, int group);
    }

    private void forEachBand(int fromBlock, int toBlock, BandTask task) {
        for (int block = fromBlock; block < toBlock; block++) {
            for (int band = 0; band < blocks.rows().parts(); band++) {
                for (int group = 0; group < layout.groups(); group++) {
                    task.run(block, band, group);
                }
            }
        }
    }
}
