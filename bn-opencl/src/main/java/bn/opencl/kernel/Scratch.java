package bn.opencl.kernel;

import bn.opencl.memory.Heap;

/** Memory that one kernel needs between the launches of one call; it grows to the largest need and is kept. */
final class Scratch {
    private final Heap heap;
    private int at;
    private int length;

    Scratch(Heap heap) {
        this.heap = heap;
    }

    /** So many elements, with any contents; only the last reservation is valid. */
    int reserve(int elements) {
        if (elements > length) {
            close();
            at = heap.take(elements, "scratch memory");
            length = elements;
        }
        return at;
    }

    /** Frees it, until the next reservation. */
    void close() {
        if (length > 0) {
            heap.release(at, length);
            length = 0;
        }
    }
}
