package bn.api.checked;

import bn.api.Tensor;

/** A tensor of a backend that describes its storage, so that {@link CheckedKernels} can check it as an argument. */
public interface StoredTensor extends Tensor {

    /** The owner: one object for all tensors of an open backend. */
    Object owner();

    /** The storage, the same object for a tensor and its views. */
    Object storage();

    /** Index in the storage of the first element. The elements are contiguous: {@code shape().elements()} of them. */
    long start();
}
