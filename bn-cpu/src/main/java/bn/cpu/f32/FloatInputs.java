package bn.cpu.f32;

import bn.api.Tensor;
import bn.cpu.images.ProductBlocks;
import org.bytedeco.javacpp.FloatPointer;

/**
 * The inputs of a band ({@link ProductBlocks}), or the gradient with respect to them, as a matrix for one thread: a row for each
 * input channel and element of the window, a column for each image and output position. The bands of a block are used in order.
 */
interface FloatInputs {

    /** Allocates memory, if there is too little. To be called by the thread that calls the kernel. */
    void prepare(ProductBlocks blocks);

    /** Takes the images that are read or written. */
    void use(Tensor images);

    /** Makes the matrix of a band from the images. Columns that belong to no output have any values. */
    void gather(int block, int group, int band);

    /** Makes the matrix of a band from the images. Columns that belong to no output are 0. */
    void gatherOutputsOnly(int block, int group, int band);

    /** Selects the matrix of a band, to be written. */
    void select(int block, int group, int band);

    /** Adds each element of the selected matrix to the image element that it belongs to. */
    void scatter(int block, int group, int band);

    /** The first element of the matrix that was made or selected last. */
    FloatPointer pointer();

    /** The distance between its rows. */
    int stride();
}
