package bn.cli.console;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;

/**
 * An output stream that remembers its failure, which the writers around it hide. After a failure it writes nothing more. It is no failure
 * if the reader of a pipe has closed it.
 */
final class CheckedStream extends OutputStream {
    /** In English, as the launcher sets the language of system messages. */
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

    /** Why not everything was written, unless the reader had closed the pipe. */
    synchronized Optional<IOException> failure() {
        return Optional.ofNullable(end).filter(e -> !String.valueOf(e.getMessage()).contains(PIPE_CLOSED));
    }
}
