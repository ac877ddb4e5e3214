package bn.experiments.model;

import bn.api.BnException;
import bn.experiments.result.Reason;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;

/**
 * A range of bytes of a file. What is asked for is mapped into memory, so it takes none of the heap; a few bytes are read, which is
 * quicker.
 *
 * @param file where they are
 * @param start the first byte of the range
 * @param size the number of bytes
 */
public record MappedBytes(Path file, long start, long size) implements ByteSource {
    private static final int MOST_READ = 1 << 16;

    @Override
    public ByteBuffer bytes(long from, int count) {
        long first = start + from;
        try (FileChannel channel = FileChannel.open(file)) {
            if (channel.size() < first + count) {
                throw new BnException(file + " is shorter than when it was opened; read it again when it is complete");
            }
            if (count > MOST_READ) {
                return channel.map(MapMode.READ_ONLY, first, count).order(ByteOrder.LITTLE_ENDIAN);
            }
            ByteBuffer bytes = ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
            while (bytes.hasRemaining()) {
                if (channel.read(bytes, first + bytes.position()) < 0) {
                    throw new EOFException("it ends at byte " + (first + bytes.position()));
                }
            }
            return bytes.flip();
        } catch (IOException e) {
            throw new BnException("cannot read " + file + ": " + Reason.of(e), e);
        }
    }
}
