package bn.cpu.memory;

import bn.api.DType;
import java.nio.ByteBuffer;
import org.bytedeco.javacpp.Pointer;
import org.nd4j.linalg.api.buffer.DataBuffer;

/** The elements that a tensor and its views share. Closing it frees them at once, without the garbage collector. */
final class Storage implements AutoCloseable {
    /** How many bytes more than the elements a buffer needs. */
    static final int SPARE = 64;

    private final OffHeapMemory memory;
    private final DType dtype;
    private final DataBuffer data;
    private final Pointer pointer;
    private final ByteBuffer bytes;
    private boolean open = true;

    /**
     * The elements in a buffer.
     *
     * @param data the buffer, which has at least {@link #SPARE} bytes more than the elements take
     */
    Storage(OffHeapMemory memory, DType dtype, DataBuffer data, long elements) {
        this.memory = memory;
        this.dtype = dtype;
        this.data = data;
        this.pointer = aligned(data.pointer(), elements);
        this.bytes = pointer.asByteBuffer();
    }

    /** The elements begin at a multiple of the size of a cache line, of which the longest vectors are parts. */
    private static Pointer aligned(Pointer buffer, long elements) {
        long skipped = Math.floorMod(-buffer.address(), SPARE) / buffer.sizeof();
        return buffer.getPointer(skipped).limit(elements);
    }

    OffHeapMemory memory() {
        return memory;
    }

    DType dtype() {
        return dtype;
    }

    boolean isOpen() {
        return open;
    }

    /** The address of the first element: a {@code FloatPointer} or a {@code DoublePointer}. */
    Pointer pointer() {
        return pointer;
    }

    /** The elements as bytes; the caller sets the byte order. */
    ByteBuffer bytes() {
        return bytes;
    }

    @Override
    public void close() {
        if (open) {
            open = false;
            memory.freed(this, bytes.capacity());
            data.close();
        }
    }
}
