package bn.cpu.f32;

import bn.api.Tensor;
import bn.cpu.images.ProductBlocks;
import org.bytedeco.javacpp.FloatPointer;

/**
 * The inputs of a band ({@link ProductBlocks}), or the gradient with respect to them, as a matrix for one thread: a row for each
 * image and output position, a column for each element of the window and input channel of a group. All bands of a block, and all
 * groups of a band, are used in order.
 */
interface FloatInputs {

    /** Allocates memory, if there is too little. To be called by the thread that calls the kernel. */
    void prepare(ProductBlocks blocks);

    /** Takes the images that are read or written. */
    void use(Tensor images);

    /** Makes the matrix from the images. */
    void gather(int block, int band, int group);

    /** Selects the matrix, to be written. */
    void select(int block, int band, int group);

    /** Adds each element of the selected matrix to the image element that it belongs to. */
    void scatter(int block, int band, int group);

    /** The first element of the matrix that was made or selected last. */
    FloatPointer pointer();

    /** The distance between its rows. */
    int stride();
}
