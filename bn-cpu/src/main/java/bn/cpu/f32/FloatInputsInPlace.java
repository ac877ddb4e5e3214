package bn.cpu.f32;

import static bn.cpu.memory.CpuTensor.floatPointer;

import bn.api.Tensor;
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
    public FloatPointer gather(int block, int band, int group) {
        return gradients(block, band, group);
    }

    @Override
    public int stride() {
        return blocks.layout().window().channels();
    }

    @Override
    public FloatPointer gradients(int block, int band, int group) {
        return pointer.position((long) blocks.firstPosition(block, band) * stride() + (long) group * blocks.layout().inputs());
    }

    @Override
    public void add(int block, int band, int tap) {
        // There is one element in the window, and the gradients are where they belong.
    }
}
