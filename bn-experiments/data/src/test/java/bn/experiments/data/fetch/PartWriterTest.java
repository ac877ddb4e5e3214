package bn.experiments.data.fetch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import org.junit.jupiter.api.Test;

class PartWriterTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private boolean cancelled;
    private final Flow.Subscription subscription = new Flow.Subscription() {
        @Override
        public void request(long count) {}

        @Override
        public void cancel() {
            cancelled = true;
        }
    };

    private PartWriter writer(WritableByteChannel channel, long received, long most) {
        PartWriter writer = new PartWriter(channel, received, most);
        writer.onSubscribe(subscription);
        return writer;
    }

    private static Throwable failure(PartWriter writer) {
        return assertThrows(ExecutionException.class, () -> writer.getBody().toCompletableFuture().get()).getCause();
    }

    @Test
    void writesUpToTheLimit() {
        PartWriter writer = writer(Channels.newChannel(out), 5, 10);
        writer.onNext(List.of(ByteBuffer.allocate(2), ByteBuffer.allocate(3)));
        assertEquals(10, writer.received());
        assertFalse(writer.tooLong());
        writer.onNext(List.of(ByteBuffer.allocate(1)));
        assertTrue(writer.tooLong() && cancelled);
        assertEquals(5, out.size());
        assertTrue(failure(writer) instanceof MirrorException);
        assertTrue(writer.failure().isEmpty());
    }

    @Test
    void aFullDiskIsNotAFailureOfTheMirror() {
        IOException full = new IOException("No space left on device");
        PartWriter writer = writer(new WritableByteChannel() {
            @Override
            public int write(ByteBuffer buffer) throws IOException {
                throw full;
            }

            @Override
            public boolean isOpen() {
                return true;
            }

            @Override
            public void close() {}
        }, 0, 10);
        writer.onNext(List.of(ByteBuffer.allocate(2)));
        assertEquals(full, writer.failure().orElseThrow());
        assertTrue(cancelled);
        assertEquals(full, failure(writer));
    }

    @Test
    void nothingIsWrittenAfterClose() throws IOException {
        PartWriter writer = writer(Channels.newChannel(out), 0, 10);
        writer.close();
        assertTrue(cancelled);
        writer.onNext(List.of(ByteBuffer.allocate(2)));
        assertEquals(0, out.size());
    }
}
