package bn.cpu.f32;

import static bn.cpu.memory.CpuTensor.floats;

import bn.api.Tensor;
import bn.cpu.images.ConvolutionLayout;
import bn.cpu.images.ProductBlocks;
import java.nio.FloatBuffer;

/** The input planes of a group of channels of a block of images ({@link ProductBlocks}), image by image, for one thread. */
final class FloatGroupPlanes {
    private final FloatPlanes planes = new FloatPlanes();
    private ProductBlocks blocks;
    private ConvolutionLayout layout;
    private FloatBuffer images;

    /** Allocates memory, if there is too little. */
    void prepare(ProductBlocks newBlocks) {
        blocks = newBlocks;
        layout = blocks.layout();
        planes.prepare(layout.plane(), blocks.imagesPerBlock() * layout.inputs());
    }

    /** Takes the images that are read or written, and sets all planes with their padding to 0. */
    void use(Tensor tensor) {
        images = floats(tensor);
        planes.fill(0);
    }

    /** Reads the planes. */
    void load(int block, int group) {
        int count = blocks.images(block) * layout.inputs();
        for (int i = 0; i < count; i++) {
            planes.load(i, images, start(block, group, i));
        }
    }

    /** Sets the planes to 0. */
    void clear() {
        planes.fill(0);
    }

    /** Writes the planes. */
    void store(int block, int group) {
        int count = blocks.images(block) * layout.inputs();
        for (int i = 0; i < count; i++) {
            planes.store(i, images, start(block, group, i));
        }
    }

    /** The elements of all planes, with their padding. */
    float[] values() {
        return planes.values;
    }

    /** Where a plane begins in the images. */
    private int start(int block, int group, int plane) {
        int image = blocks.firstImage(block) + plane / layout.inputs();
        return ((image * layout.groups() + group) * layout.inputs() + plane % layout.inputs()) * layout.plane().elements();
    }
}
