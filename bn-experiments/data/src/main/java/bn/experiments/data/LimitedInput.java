package bn.experiments.data;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A stream that fails after a number of bytes, if it does not end there. */
final class LimitedInput extends FilterInputStream {
    private final long most;
    private long left;

    LimitedInput(InputStream in, long most) {
        super(in);
        this.most = most;
        left = most;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        // One byte beyond the limit tells that there is more.
        int read = in.read(into, offset, (int) Math.min(length, left == Long.MAX_VALUE ? left : left + 1));
        left -= Math.max(0, read);
        if (left < 0) {
            throw new IOException("it holds more than the " + most + " bytes that it may hold");
        }
        return read;
    }
}
