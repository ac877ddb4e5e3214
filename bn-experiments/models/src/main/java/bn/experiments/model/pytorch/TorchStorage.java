package bn.experiments.model.pytorch;

import bn.experiments.result.ElementType;

/**
 * A storage of a file: numbers of one type that tensors are views of.
 *
 * @param key its name in the file
 * @param type of its elements; bytes if the tensors say the type
 * @param elements how many
 */
record TorchStorage(String key, ElementType type, long elements) {

    /** The number of bytes. */
    long bytes() {
        return elements * type.bytes();
    }
}
