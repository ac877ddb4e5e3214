package bn.opencl.kernel;

import bn.opencl.memory.DeviceArena;

/** Memory for intermediate results of one kernel, between the launches of a call. It grows when needed and is then kept. */
final class Workspace {
    private final DeviceArena arena;
    private int at;
    private int length;

    Workspace(DeviceArena arena) {
        this.arena = arena;
    }

    /** Position of this many elements with undefined contents. It is valid until the next call. */
    int reserve(int elements) {
        if (elements > length) {
            close();
            at = arena.allocate(elements, "a workspace");
            length = elements;
        }
        return at;
    }

    /** Frees the memory; the next reservation allocates it again. */
    void close() {
        if (length > 0) {
            arena.release(at, length);
            length = 0;
        }
    }
}
