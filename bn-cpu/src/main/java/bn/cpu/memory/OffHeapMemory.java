package bn.cpu.memory;

import bn.api.BnException;
import bn.api.DType;
import bn.api.Shape;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.nd4j.linalg.api.buffer.DataBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

/** The off-heap memory of one backend. Closing it frees all storage that is still open. */
public final class OffHeapMemory implements AutoCloseable {
    /** The size of an NIO buffer is an int. */
    private static final long LARGEST_TENSOR_BYTES = Integer.MAX_VALUE;

    private final long limitBytes;
    private final Set<Storage> live = Collections.newSetFromMap(new IdentityHashMap<>());
    private long usedBytes;
    private boolean open = true;

    /**
     * Off-heap memory, none of it in use yet.
     *
     * @param limitBytes most bytes that may be in use at a time
     */
    public OffHeapMemory(long limitBytes) {
        this.limitBytes = limitBytes;
    }

    /**
     * A new tensor of zeros.
     *
     * @throws BnException if it is too large for a buffer, or for the memory that is left
     */
    public CpuTensor allocate(DType dtype, Shape shape) {
        if (!open) {
            throw new IllegalStateException("the backend is closed");
        }
        long elements = shape.elements();
        if (elements > LARGEST_TENSOR_BYTES / dtype.bytes()) {
            throw new BnException(refusal(dtype, shape) + "a tensor has at most 2 GiB here; use smaller batches or layers");
        }
        long bytes = elements * dtype.bytes();
        if (bytes > limitBytes - usedBytes) {
            throw new BnException(refusal(dtype, shape) + "it takes " + mebibytes(bytes) + " MiB, and "
                    + mebibytes(limitBytes - usedBytes) + " of " + mebibytes(limitBytes)
                    + " MiB are left; use smaller batches or layers");
        }
        Storage storage = new Storage(this, dtype, buffer(dtype, shape), elements);
        live.add(storage);
        usedBytes += bytes;
        return new CpuTensor(storage, shape);
    }

    private static DataBuffer buffer(DType dtype, Shape shape) {
        try {
            return Nd4j.createBuffer(dtype == DType.FLOAT32 ? DataType.FLOAT : DataType.DOUBLE,
                    shape.elements() + Storage.SPARE / dtype.bytes(), true);
        } catch (OutOfMemoryError | RuntimeException e) {
            throw new BnException(refusal(dtype, shape) + e.getMessage() + "; use smaller batches or layers", e);
        }
    }

    private static String refusal(DType dtype, Shape shape) {
        return "cannot allocate a tensor of " + shape + " " + dtype.label() + ": ";
    }

    private static long mebibytes(long bytes) {
        return bytes >> 20;
    }

    void freed(Storage storage, long bytes) {
        live.remove(storage);
        usedBytes -= bytes;
    }

    /** Frees all storage. */
    @Override
    public void close() {
        open = false;
        Set.copyOf(live).forEach(Storage::close);
    }
}
