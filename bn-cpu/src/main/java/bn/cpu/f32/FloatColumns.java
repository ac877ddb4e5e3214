package bn.cpu.f32;

import static bn.cpu.memory.CpuTensor.floatPointer;
import static bn.cpu.memory.CpuTensor.floats;

import bn.api.DType;
import bn.api.Tensor;
import bn.cpu.images.ConvolutionLayout;
import bn.cpu.images.ProductBlocks;
import bn.cpu.images.ProductBlocks.Band;
import bn.cpu.images.ProductBlocks.Block;
import bn.cpu.memory.OffHeapMemory;
import bn.cpu.memory.Scratch;
import java.nio.FloatBuffer;
import org.bytedeco.javacpp.FloatPointer;

/**
 * The matrix of columns of a band ({@link ProductBlocks}), for one thread: a row for each input channel and element of the
 * window, a column for each image and output position. If it is a part of the images, nothing is copied.
 */
final class FloatColumns {
    /** The first element of the matrix, as the position of a pointer, and the distance between its rows. */
    FloatPointer pointer;
    int stride;

    private final Scratch scratch;
    private final FloatPlanes planes = new FloatPlanes();
    private ProductBlocks blocks;
    private ConvolutionLayout layout;
    private FloatBuffer images;
    private FloatPointer imagesPointer;
    private FloatBuffer matrix;
    private int planeSize;
    /** Where the inputs of each row of the matrix begin in the planes of an image. */
    private int[] rows = {};
    /** The part of a row that belongs to an image. */
    private float[] part = {};
    private float[] sum = {};

    FloatColumns(OffHeapMemory memory) {
        scratch = new Scratch(memory, DType.FLOAT32);
    }

    /** Allocates memory, if there is too little. To be called by the thread that calls the kernel. */
    void prepare(ProductBlocks newBlocks) {
        blocks = newBlocks;
        layout = blocks.layout();
        if (blocks.hasColumnsInPlace()) {
            return;
        }
        scratch.prepare(layout.terms() * blocks.mostColumns());
        planes.prepare(layout.plane(), blocks.imagesPerBlock() * layout.inputs());
        if (part.length < blocks.mostColumns()) {
            part = new float[blocks.mostColumns()];
            sum = new float[blocks.mostColumns()];
        }
        planeSize = layout.plane().size();
        if (rows.length < layout.terms()) {
            rows = new int[layout.terms()];
        }
        for (int k = 0; k < layout.terms(); k++) {
            rows[k] = k / layout.plane().taps() * planeSize + layout.plane().tap(k % layout.plane().taps());
        }
    }

    /** Takes the images from which columns are made, or which are made from columns. */
    void use(Tensor tensor) {
        images = floats(tensor);
        imagesPointer = floatPointer(tensor);
        if (!blocks.hasColumnsInPlace()) {
            matrix = floats(scratch.tensor());
            pointer = floatPointer(scratch.tensor());
            planes.fill(0);
        }
    }

    /** Reads the planes of a group of channels of a block. */
    void load(Block block, int group) {
        for (int i = 0; i < block.images() * layout.inputs() && !blocks.hasColumnsInPlace(); i++) {
            planes.load(i, images, start(block, group, i));
        }
    }

    /**
     * Makes the matrix of a band.
     *
     * @param outputsOnly whether columns that belong to no output are 0; otherwise they have inputs of others
     */
    void gather(Block block, int group, Band band, boolean outputsOnly) {
        select(block, group, band);
        int span = layout.plane().span(band.rows());
        for (int k = 0; k < layout.terms() && !blocks.hasColumnsInPlace(); k++) {
            for (int image = 0; image < block.images(); image++) {
                if (outputsOnly) {
                    System.arraycopy(planes.values, at(image, k, band), part, 0, span);
                    clearOthers(part, layout.plane().outputWidth(), layout.plane().rowLength(), span);
                    matrix.put(k * stride + image * span, part, 0, span);
                } else {
                    matrix.put(k * stride + image * span, planes.values, at(image, k, band), span);
                }
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

    /** Selects the matrix of a band, to be written. */
    void select(Block block, int group, Band band) {
        if (blocks.hasColumnsInPlace()) {
            stride = layout.plane().elements();
            pointer = imagesPointer.position(start(block, group, 0) + (long) band.firstRow() * layout.plane().width());
        } else {
            stride = blocks.columns(block, band);
        }
    }

    /** Sets all planes to 0, before matrices are added to them. */
    void clear() {
        if (!blocks.hasColumnsInPlace()) {
            planes.fill(0);
        }
    }

    /** Adds each element of the matrix to the input that it belongs to. */
    void scatter(Block block, Band band) {
        int span = layout.plane().span(band.rows());
        for (int k = 0; k < layout.terms() && !blocks.hasColumnsInPlace(); k++) {
            for (int image = 0; image < block.images(); image++) {
                int at = at(image, k, band);
                matrix.get(k * stride + image * span, part, 0, span);
                System.arraycopy(planes.values, at, sum, 0, span);
                FloatPlaneRows.add(sum, part, span);
                System.arraycopy(sum, 0, planes.values, at, span);
            }
        }
    }

    /** Writes the planes of a group of channels of a block. */
    void store(Block block, int group) {
        for (int i = 0; i < block.images() * layout.inputs() && !blocks.hasColumnsInPlace(); i++) {
            planes.store(i, images, start(block, group, i));
        }
    }

    /** Where a plane of a block begins in the images. */
    private int start(Block block, int group, int plane) {
        int image = block.firstImage() + plane / layout.inputs();
        return ((image * layout.groups() + group) * layout.inputs() + plane % layout.inputs()) * layout.plane().elements();
    }

    /** Where the inputs of row k of the matrix begin in the planes. */
    private int at(int image, int k, Band band) {
        return image * layout.inputs() * planeSize + rows[k] + band.firstRow() * layout.plane().rowLength();
    }
}
