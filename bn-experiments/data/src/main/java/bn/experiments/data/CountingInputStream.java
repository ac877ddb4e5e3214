package bn.experiments.data;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Counts the bytes that are read from a stream. */
public final class CountingInputStream extends FilterInputStream {
    private long count;

    /** A stream with count 0. */
    public CountingInputStream(InputStream in) {
        super(in);
    }

    /** The number of bytes read so far. */
    public long count() {
        return count;
    }

    @Override
    public int read() throws IOException {
        int value = in.read();
        count += value < 0 ? 0 : 1;
        return value;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        int read = in.read(into, offset, length);
        count += Math.max(0, read);
        return read;
    }
}
