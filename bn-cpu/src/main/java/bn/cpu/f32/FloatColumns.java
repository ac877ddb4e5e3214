package bn.cpu.f32;

import static bn.cpu.memory.CpuTensor.floatPointer;
import static bn.cpu.memory.CpuTensor.floats;

import bn.api.DType;
import bn.api.Tensor;
import bn.cpu.channels.TileBuffer;
import bn.cpu.images.ConvolutionLayout;
import bn.cpu.images.ProductBlocks;
import bn.cpu.images.WindowLayout;
import bn.cpu.memory.OffHeapMemory;
import bn.cpu.memory.Scratch;
import java.nio.FloatBuffer;
import org.bytedeco.javacpp.FloatPointer;

/** Matrices of inputs that are made from images with padding (im2col), and of gradients from which images are made. */
final class FloatColumns implements FloatInputs {
    private final FloatPaddedImages images = new FloatPaddedImages();
    private final Scratch scratch;
    private ProductBlocks blocks;
    private ConvolutionLayout layout;
    private WindowLayout window;
    private FloatBuffer tensor;
    private FloatBuffer matrix;
    private FloatPointer pointer;
    /** A row of the matrix consists of runs, which are contiguous in the images. */
    private int[] runs = {};
    private int runCount;
    private int runLength;
    /** As many rows of the matrix as fit into a tile, at least one. */
    private float[] rows = {};
    private int rowsTogether;
    /** The gradients of a row of outputs. */
    private float[] addends = {};
    private float[] sums = {};

    FloatColumns(OffHeapMemory memory) {
        scratch = new Scratch(memory, DType.FLOAT32);
    }

    @Override
    public void prepare(ProductBlocks newBlocks) {
        blocks = newBlocks;
        layout = blocks.layout();
        window = layout.window();
        images.prepare(window, blocks.images().most());
        scratch.prepare(Math.max(layout.terms(), window.channels()) * blocks.mostPositions());
        matrix = floats(scratch.tensor());
        pointer = floatPointer(scratch.tensor());
        if (addends.length < window.outputWidth() * window.channels()) {
            addends = new float[window.outputWidth() * window.channels()];
            sums = new float[window.outputWidth() * window.channels()];
        }
        // Whole rows of the window, or elements of it.
        boolean whole = layout.groups() == 1 && window.hasWholeRows();
        runCount = whole ? window.windowRows() : window.taps();
        runLength = layout.terms() / runCount;
        if (runs.length < runCount) {
            runs = new int[runCount];
        }
        for (int k = 0; k < runCount; k++) {
            runs[k] = window.tap(k * (window.taps() / runCount));
        }
        rowsTogether = Math.max(1, TileBuffer.WIDTH / layout.terms());
        if (rows.length < rowsTogether * layout.terms()) {
            rows = new float[rowsTogether * layout.terms()];
        }
    }

    @Override
    public void use(Tensor newTensor) {
        tensor = floats(newTensor);
        images.fill(0);
    }

    @Override
    public FloatPointer gather(int block, int band, int group) {
        if (band == 0 && group == 0) {
            for (int image = 0; image < blocks.images().size(block); image++) {
                images.load(image, tensor, (blocks.images().first(block) + image) * window.elements());
            }
        }
        int terms = layout.terms();
        int positions = blocks.positions(block, band);
        for (int first = 0; first < positions; first += rowsTogether) {
            int count = Math.min(rowsTogether, positions - first);
            for (int i = 0; i < count; i++) {
                int origin = origin(first + i, band, group);
                for (int k = 0; k < runCount; k++) {
                    System.arraycopy(images.values, origin + runs[k], rows, i * terms + k * runLength, runLength);
                }
            }
            matrix.put(first * terms, rows, 0, count * terms);
        }
        return pointer.position(0);
    }

    /** Where the inputs of a position of a band begin in the images. */
    private int origin(int position, int band, int group) {
        int width = window.outputWidth();
        int rowsOfBand = blocks.rows().size(band);
        int row = position / width;
        int image = row / rowsOfBand;
        return image * window.size() + window.row(blocks.rows().first(band) + row % rowsOfBand) + position % width * window.step()
                + group * layout.inputs();
    }

    @Override
    public int stride() {
        return layout.terms();
    }

    @Override
    public FloatPointer gradients(int block, int band, int group) {
        return pointer.position((long) group * layout.inputs());
    }

    @Override
    public void add(int block, int band, int tap) {
        if (band == 0 && tap == 0) {
            images.fill(0);
        }
        int length = window.outputWidth() * window.channels();
        int at = 0;
        for (int image = 0; image < blocks.images().size(block); image++) {
            for (int i = blocks.rows().first(band); i < blocks.rows().first(band + 1); i++, at += length) {
                int start = image * window.size() + window.row(i) + window.tap(tap);
                matrix.get(at, addends, 0, length);
                images.gather(start, sums);
                FloatArithmeticRows.add(sums, addends, length);
                images.scatter(sums, start);
            }
        }
        if (band == blocks.rows().parts() - 1 && tap == window.taps() - 1) {
            for (int image = 0; image < blocks.images().size(block); image++) {
                images.store(image, tensor, (blocks.images().first(block) + image) * window.elements());
            }
        }
    }
}
