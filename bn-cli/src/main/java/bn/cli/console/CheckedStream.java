package bn.cli.console;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;

/**
 * An output stream that remembers how it failed, which the writers around it do not tell. After that it takes no more. That a
 * reader has seen enough and closed its end of the pipe is no failure.
 */
final class CheckedStream extends OutputStream {
    /** The launcher has the system speak English. */
    private static final String PIPE_CLOSED = "Broken pipe";

    private final OutputStream stream;
    private IOException end;

    CheckedStream(OutputStream stream) {
        this.stream = stream;
    }

    @Override
    public synchronized void write(byte[] bytes, int from, int count) {
        try {
            if (end == null) {
                stream.write(bytes, from, count);
            }
        } catch (IOException e) {
            end = e;
        }
    }

    @Override
    public void write(int one) {
        write(new byte[] {(byte) one}, 0, 1);
    }

    /** Why not all was written that was to be read. */
    synchronized Optional<IOException> failure() {
        return Optional.ofNullable(end).filter(e -> !String.valueOf(e.getMessage()).contains(PIPE_CLOSED));
    }
}
