package bn.cpu.f32;

import static bn.cpu.memory.CpuTensor.floatPointer;
import static bn.cpu.memory.CpuTensor.floats;

import bn.api.DType;
import bn.api.Tensor;
import bn.cpu.images.ConvolutionLayout;
import bn.cpu.images.ProductBlocks;
import bn.cpu.memory.OffHeapMemory;
import bn.cpu.memory.Scratch;
import java.nio.FloatBuffer;
import org.bytedeco.javacpp.FloatPointer;

/** Matrices of inputs that are made from planes (im2col), and from which planes are made. */
final class FloatColumns implements FloatInputs {
    private final FloatGroupPlanes planes = new FloatGroupPlanes();
    private final Scratch scratch;
    private ProductBlocks blocks;
    private ConvolutionLayout layout;
    private FloatBuffer matrix;
    private FloatPointer pointer;
    /** Where the inputs of each row of the matrix begin in the planes of an image. */
    private int[] rows = {};
    /** The part of a row that belongs to an image. */
    private float[] part = {};
    private float[] sum = {};
    /** The matrix of a band: number of columns, number of images, length of a part, and where the band begins in the planes. */
    private int stride;
    private int images;
    private int span;
    private int offset;

    FloatColumns(OffHeapMemory memory) {
        scratch = new Scratch(memory, DType.FLOAT32);
    }

    @Override
    public void prepare(ProductBlocks newBlocks) {
        blocks = newBlocks;
        layout = blocks.layout();
        planes.prepare(blocks);
        scratch.prepare(layout.terms() * blocks.mostColumns());
        matrix = floats(scratch.tensor());
        pointer = floatPointer(scratch.tensor());
        if (part.length < blocks.mostColumns()) {
            part = new float[blocks.mostColumns()];
            sum = new float[blocks.mostColumns()];
        }
        if (rows.length < layout.terms()) {
            rows = new int[layout.terms()];
        }
        int taps = layout.plane().taps();
        for (int k = 0; k < layout.terms(); k++) {
            rows[k] = k / taps * layout.plane().size() + layout.plane().tap(k % taps);
        }
    }

    @Override
    public void use(Tensor tensor) {
        planes.use(tensor);
    }

    @Override
    public void gather(int block, int group, int band) {
        load(block, group, band);
        for (int k = 0; k < layout.terms(); k++) {
            for (int image = 0; image < images; image++) {
                matrix.put(k * stride + image * span, planes.values(), at(image, k), span);
            }
        }
    }

    @Override
    public void gatherOutputsOnly(int block, int group, int band) {
        load(block, group, band);
        for (int k = 0; k < layout.terms(); k++) {
            for (int image = 0; image < images; image++) {
                System.arraycopy(planes.values(), at(image, k), part, 0, span);
                clearOthers(part, layout.plane().outputWidth(), layout.plane().rowLength(), span);
                matrix.put(k * stride + image * span, part, 0, span);
            }
        }
    }

    private static void clearOthers(float[] row, int width, int rowLength, int span) {
        for (int end = width; end < span; end += rowLength) {
            for (int j = end; j < end + rowLength - width; j++) {
                row[j] = 0;
            }
        }
    }

    private void load(int block, int group, int band) {
        describe(block, band);
        if (band == 0) {
            planes.load(block, group);
        }
    }

    @Override
    public void select(int block, int group, int band) {
        describe(block, band);
        if (band == 0) {
            planes.clear();
        }
    }

    private void describe(int block, int band) {
        stride = blocks.columns(block, band);
        images = blocks.images(block);
        span = layout.plane().span(blocks.rows(band));
        offset = blocks.firstRow(band) * layout.plane().rowLength();
    }

    @Override
    public void scatter(int block, int group, int band) {
        for (int k = 0; k < layout.terms(); k++) {
            for (int image = 0; image < images; image++) {
                int at = at(image, k);
                matrix.get(k * stride + image * span, part, 0, span);
                System.arraycopy(planes.values(), at, sum, 0, span);
                FloatPlaneRows.add(sum, part, span);
                System.arraycopy(sum, 0, planes.values(), at, span);
            }
        }
        if (band == blocks.bands() - 1) {
            planes.store(block, group);
        }
    }

    /** Where the inputs of row k of the matrix begin in the planes. */
    private int at(int image, int k) {
        return image * layout.inputs() * layout.plane().size() + rows[k] + offset;
    }

    @Override
    public FloatPointer pointer() {
        return pointer;
    }

    @Override
    public int stride() {
        return stride;
    }
}
