package bn.cpu.f32;

import static bn.cpu.memory.CpuTensor.floatPointer;

import bn.api.Tensor;
import bn.cpu.images.ConvolutionLayout;
import bn.cpu.images.ProductBlocks;
import org.bytedeco.javacpp.FloatPointer;

/** Matrices of inputs that are parts of the images: each output has one input of its own in each channel. */
final class FloatInputsInPlace implements FloatInputs {
    private ProductBlocks blocks;
    private FloatPointer pointer;

    @Override
    public void prepare(ProductBlocks newBlocks) {
        blocks = newBlocks;
    }

    @Override
    public void use(Tensor images) {
        pointer = floatPointer(images);
    }

    @Override
    public void gather(int block, int band, int group) {
        select(block, band, group);
    }

    @Override
    public void select(int block, int band, int group) {
        ConvolutionLayout layout = blocks.layout();
        pointer.position((long) blocks.firstPosition(block, band) * stride() + group * layout.inputs());
    }

    @Override
    public void scatter(int block, int band, int group) {
        // The matrix is where it belongs.
    }

    @Override
    public FloatPointer pointer() {
        return pointer;
    }

    @Override
    public int stride() {
        return blocks.layout().window().channels();
    }
}
