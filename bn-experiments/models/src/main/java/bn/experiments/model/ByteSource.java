package bn.experiments.model;

import java.nio.ByteBuffer;

/** Bytes of a file that stay there until they are asked for. */
public interface ByteSource {
    /** The most bytes that one call gives; a multiple of the size of every element. */
    int MOST = 1 << 30;

    /** The number of bytes. */
    long size();

    /**
     * Some of the bytes, as a little-endian buffer.
     *
     * @param from the first one
     * @param count how many, at most {@link #MOST}; {@code from + count} is at most the size
     * @throws bn.api.BnException if they cannot be read
     */
    ByteBuffer bytes(long from, int count);
}
