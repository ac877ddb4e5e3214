package bn.cpu.f32;

import bn.api.Tensor;
import bn.cpu.images.ProductBlocks;
import org.bytedeco.javacpp.FloatPointer;

/**
 * The inputs of a band ({@link ProductBlocks}), or the gradient with respect to them, as matrices for one thread, with a row for
 * each image and output position. All bands of a block, and all groups or elements of the window of a band, are used in order.
 */
interface FloatInputs {

    /** Allocates memory, if there is too little. To be called by the thread that calls the kernel. */
    void prepare(ProductBlocks blocks);

    /** Takes the images that are read or written. */
    void use(Tensor images);

    /** Makes the matrix of a group, with a column for each element of the window and input channel, and returns its first element. */
    FloatPointer gather(int block, int band, int group);

    /** The distance between the rows of that matrix. */
    int stride();

    /**
     * Where the gradients that come from one element of the window are to be written, for a group: a column for each input channel of
     * the group. The distance between rows is the number of input channels of all groups.
     */
    FloatPointer gradients(int block, int band, int group);

    /** Adds the gradients that come from an element of the window, and were written for all groups, to those of the images. */
    void add(int block, int band, int tap);
}
