package bn.experiments.model;

import bn.api.BnException;
import bn.experiments.result.Reason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;

/**
 * A range of bytes of a file. What is asked for is mapped into memory, so it takes none of the heap.
 *
 * @param file where they are
 * @param start the first byte of the range
 * @param size the number of bytes
 */
public record MappedBytes(Path file, long start, long size) implements ByteSource {

    @Override
    public ByteBuffer bytes(long from, int count) {
        try (FileChannel channel = FileChannel.open(file)) {
            if (channel.size() < start + from + count) {
                throw new BnException(file + " is shorter than when it was opened; read it again when it is complete");
            }
            return channel.map(MapMode.READ_ONLY, start + from, count).order(ByteOrder.LITTLE_ENDIAN);
        } catch (IOException e) {
            throw new BnException("cannot read " + file + ": " + Reason.of(e), e);
        }
    }
}
