package bn.experiments.model.keras;

import io.jhdf.Superblock;
import io.jhdf.exceptions.HdfException;
import io.jhdf.storage.HdfBackingStorage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;

/**
 * The bytes of an HDF5 file as jHDF reads them. Everything is a view of these bytes, so a length that lies allocates nothing.
 * What is read is counted, because a file can refer to the same bytes again and again: reading it would never end.
 */
final class Hdf5Storage implements HdfBackingStorage {
    /** What a small file may read in any case, in bytes: its structure is larger than its arrays, and parts are read twice. */
    private static final long LEAST = 16L << 20;
    /** A read is an object that is made, whatever its length. */
    private static final int COST = 64;
    /** How often each byte may be read. */
    private static final int TIMES = 4;

    private final ByteBuffer bytes;
    private final Superblock superblock;
    private long left;

    /** @throws RuntimeException of jHDF if it does not begin as an HDF5 file does */
    Hdf5Storage(ByteBuffer bytes) {
        this.bytes = bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        this.superblock = Superblock.readSuperblock(this.bytes);
        this.bytes.clear();
        this.left = LEAST + (long) TIMES * bytes.capacity();
    }

    @Override
    public ByteBuffer readBufferFromAddress(long address, int length) {
        left -= COST + (long) length;
        if (left < 0) {
            throw new HdfException("its parts refer to each other without end");
        }
        return map(address, length);
    }

    @Override
    public ByteBuffer map(long address, long length) {
        return mapNoOffset(address + superblock.getBaseAddressByte(), length);
    }

    @Override
    public ByteBuffer mapNoOffset(long address, long length) {
        if (address < 0 || length < 0 || length > size() - address) {
            throw new HdfException("bytes " + address + " to " + (address + length) + " are asked for, but it has " + size());
        }
        return bytes.slice((int) address, (int) length).order(ByteOrder.LITTLE_ENDIAN);
    }

    @Override
    public long getUserBlockSize() {
        return superblock.getBaseAddressByte();
    }

    @Override
    public Superblock getSuperblock() {
        return superblock;
    }

    @Override
    public FileChannel getFileChannel() {
        throw new HdfException("it is read from memory");
    }

    @Override
    public int getSizeOfOffsets() {
        return superblock.getSizeOfOffsets();
    }

    @Override
    public int getSizeOfLengths() {
        return superblock.getSizeOfLengths();
    }

    @Override
    public void close() {
        // The bytes are freed with the last array that refers to them.
    }

    @Override
    public long size() {
        return bytes.capacity();
    }

    @Override
    public boolean inMemory() {
        return true;
    }
}
