package bn.cpu.memory;

import bn.api.DType;
import java.nio.ByteBuffer;
import org.bytedeco.javacpp.Pointer;
import org.nd4j.linalg.api.buffer.DataBuffer;

/** The elements that a tensor and its views share. They are freed at once when it is closed, not by the garbage collector. */
final class Storage implements AutoCloseable {
    private final Memory memory;
    private final DType dtype;
    private final DataBuffer data;
    private final Pointer pointer;
    private final ByteBuffer bytes;
    private boolean open = true;

    Storage(Memory memory, DType dtype, DataBuffer data) {
        this.memory = memory;
        this.dtype = dtype;
        this.data = data;
        this.pointer = data.pointer();
        this.bytes = pointer.asByteBuffer();
    }

    Memory memory() {
        return memory;
    }

    DType dtype() {
        return dtype;
    }

    boolean isOpen() {
        return open;
    }

    /** Where the elements start; a {@code FloatPointer} or a {@code DoublePointer}. */
    Pointer pointer() {
        return pointer;
    }

    /** The elements as bytes; the order is to be set by the caller. */
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
