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
 * A file of a folder of results that grows at its end. What was written stays as it is, so a part of it that was on the disk once is
 * there whatever happens later. A process that is killed may leave an incomplete end, which the next one cuts off.
 */
public final class AppendedFile implements AutoCloseable {
    private final Path path;
    private final Runnable check;
    private final FileChannel channel;

    /**
     * Opens a file that is there.
     *
     * @param check throws if the folder may not be written to any more
     * @param bytes how much of it is kept
     */
    AppendedFile(Path path, Runnable check, long bytes) {
        this.path = path;
        this.check = check;
        check.run();
        try {
            channel = FileChannel.open(Place.of(path).file(), StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
            channel.truncate(bytes);
            channel.position(bytes);
        } catch (IOException e) {
            throw failure(e);
        }
    }

    /**
     * Adds text in UTF-8. It is in the file then, and on the disk after {@link #sync}.
     *
     * @throws BnException if that fails
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
     * Waits until all of it is on the disk.
     *
     * @throws BnException if that fails
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
