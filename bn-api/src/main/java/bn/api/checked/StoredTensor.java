package bn.api.checked;

import bn.api.Tensor;

/** What a backend's own tensors tell about their storage, so that {@link CheckedKernels} can check them as arguments. */
public interface StoredTensor extends Tensor {

    /** What it belongs to: one object for all tensors of an open backend. */
    Object owner();

    /** The storage that it shares with its views. */
    Object storage();

    /** Where in the storage its elements start. They follow each other, so it has {@code shape().elements()} of it. */
    long start();
}
