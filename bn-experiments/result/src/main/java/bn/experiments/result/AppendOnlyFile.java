package bn.experiments.result;

import bn.api.BnException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A file in an output directory that is only appended to. Bytes that were once on the disk are never changed. A killed process
 * may leave an incomplete end; the next process truncates the file to the part that it trusts.
 */
public final class AppendOnlyFile implements AutoCloseable {
    private final Path path;
    private final Runnable check;
    private final FileChannel channel;

    /**
     * Opens an existing file.
     *
     * @param check throws if this process no longer has the right to write to the directory
     * @param bytes the length to which the file is truncated
     */
    AppendOnlyFile(Path path, Runnable check, long bytes) {
        this.path = path;
        this.check = check;
        check.run();
        try {
            channel = FileChannel.open(OutputTarget.of(path).file(), StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
            channel.truncate(bytes);
            channel.position(bytes);
        } catch (IOException e) {
            throw failure(e);
        }
    }

    /**
     * Appends text in UTF-8. It survives a power cut only after {@link #sync}.
     *
     * @throws BnException if it cannot be written
     */
    public void append(String text) {
        check.run();
        try {
            ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (IOException e) {
            throw failure(e);
        }
    }

    /**
     * Waits until all of the file is on the disk.
     *
     * @throws BnException if it cannot be written
     */
    public void sync() {
        try {
            channel.force(true);
        } catch (IOException e) {
            throw failure(e);
        }
    }

    private BnException failure(IOException e) {
        return new BnException("cannot write " + path + ": " + Reason.of(e), e);
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw failure(e);
        }
    }
}
