package bn.cpu.f32;

import static bn.cpu.memory.CpuTensor.floatPointer;
import static bn.cpu.memory.CpuTensor.floats;

import bn.api.DType;
import bn.api.Tensor;
import bn.cpu.channels.TileBuffer;
import bn.cpu.images.ConvolutionLayout;
import bn.cpu.images.ProductBlocks;
import bn.cpu.memory.OffHeapMemory;
import bn.cpu.memory.Scratch;
import java.nio.FloatBuffer;
import java.util.Arrays;
import org.bytedeco.javacpp.FloatPointer;

/**
 * The outputs of a band ({@link ProductBlocks}), or the gradient with respect to them, as a matrix for one thread: a row for
 * each output channel, a column for each image and output position. It is a part of the tensor or a copy.
 */
final class FloatOutputs {
    /** The first element of the matrix, as the position of a pointer, and the distance between its rows. */
    FloatPointer pointer;
    int stride;

    private final Scratch scratch;
    private final float[] tile = new float[TileBuffer.LENGTH];
    private ProductBlocks blocks;
    private ConvolutionLayout layout;
    private FloatBuffer tensor;
    private FloatPointer tensorPointer;
    private FloatBuffer matrix;
    /** The part of a row that belongs to an image, and the same without columns that belong to no output. */
    private float[] part = {};
    private float[] compact = {};

    FloatOutputs(OffHeapMemory memory) {
        scratch = new Scratch(memory, DType.FLOAT32);
    }

    /** Allocates memory, if there is too little. To be called by the thread that calls the kernel. */
    void prepare(ProductBlocks newBlocks) {
        blocks = newBlocks;
        layout = blocks.layout();
        if (blocks.hasOutputsInPlace()) {
            return;
        }
        scratch.prepare(layout.outputs() * blocks.mostColumns());
        if (part.length < blocks.mostColumns()) {
            part = new float[blocks.mostColumns()];
            compact = new float[blocks.mostColumns()];
        }
    }

    /** Takes the tensor of the outputs, or of the gradient with respect to them. */
    void use(Tensor outputs) {
        tensor = floats(outputs);
        tensorPointer = floatPointer(outputs);
        if (!blocks.hasOutputsInPlace()) {
            matrix = floats(scratch.tensor());
            pointer = floatPointer(scratch.tensor());
            Arrays.fill(part, 0);
        }
    }

    /** Selects the matrix of a band, to be written. */
    void select(int block, int group, int band) {
        if (blocks.hasOutputsInPlace()) {
            stride = layout.plane().outputs();
            pointer = tensorPointer.position(start(blocks.firstImage(block), group, 0, band));
        } else {
            stride = blocks.columns(block, band);
        }
    }

    /** Sets each row of the selected matrix to the bias of its channel. */
    void fill(int block, int group, int band, FloatBuffer bias) {
        FloatBuffer target = blocks.hasOutputsInPlace() ? tensor : matrix;
        int start = blocks.hasOutputsInPlace() ? start(blocks.firstImage(block), group, 0, band) : 0;
        for (int o = 0; o < layout.outputs(); o++) {
            float value = bias.get(group * layout.outputs() + o);
            FloatCopy.fill(target, start + o * stride, blocks.columns(block, band), value, tile);
        }
    }

    /** Reads the matrix of a band from the tensor. Columns that belong to no output are 0. */
    void load(int block, int group, int band) {
        select(block, group, band);
        int width = layout.plane().outputWidth();
        int rowLength = layout.plane().rowLength();
        int rows = blocks.rows(band);
        int span = layout.plane().span(rows);
        int images = blocks.hasOutputsInPlace() ? 0 : blocks.images(block);
        for (int image = 0; image < images; image++) {
            for (int o = 0; o < layout.outputs(); o++) {
                tensor.get(start(blocks.firstImage(block) + image, group, o, band), compact, 0, rows * width);
                for (int i = 0; i < rows; i++) {
                    System.arraycopy(compact, i * width, part, i * rowLength, width);
                }
                matrix.put(o * stride + image * span, part, 0, span);
            }
        }
    }

    /** Writes the matrix of a band to the tensor. */
    void store(int block, int group, int band) {
        int width = layout.plane().outputWidth();
        int rowLength = layout.plane().rowLength();
        int rows = blocks.rows(band);
        int span = layout.plane().span(rows);
        int images = blocks.hasOutputsInPlace() ? 0 : blocks.images(block);
        for (int image = 0; image < images; image++) {
            for (int o = 0; o < layout.outputs(); o++) {
                matrix.get(o * stride + image * span, part, 0, span);
                for (int i = 0; i < rows; i++) {
                    System.arraycopy(part, i * rowLength, compact, i * width, width);
                }
                tensor.put(start(blocks.firstImage(block) + image, group, o, band), compact, 0, rows * width);
            }
        }
    }

    /** Where the outputs of a band in an output channel of a group begin. */
    private int start(int image, int group, int output, int band) {
        int channel = (image * layout.groups() + group) * layout.outputs() + output;
        return channel * layout.plane().outputs() + blocks.firstRow(band) * layout.plane().outputWidth();
    }
}
