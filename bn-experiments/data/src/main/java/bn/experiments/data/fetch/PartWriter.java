package bn.experiments.data.fetch;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/** Writes the body of a response to a partial file, up to a limit. HttpClient calls it in its own threads. */
final class PartWriter implements HttpResponse.BodySubscriber<Void>, AutoCloseable {
    private final CompletableFuture<Void> end = new CompletableFuture<>();
    private final WritableByteChannel out;
    private final long most;
    private Flow.Subscription subscription;
    private IOException failure;
    private long received;
    private boolean closed;

    /**
     * A writer, which takes ownership of the channel.
     *
     * @param received the number of bytes that the file already has
     * @param most the maximum number of bytes of the file
     */
    PartWriter(WritableByteChannel out, long received, long most) {
        this.out = out;
        this.received = received;
        this.most = most;
    }

    /** The number of bytes of the file so far. */
    synchronized long received() {
        return received;
    }

    /** Whether the body exceeded the maximum. */
    synchronized boolean tooLong() {
        return received > most;
    }

    /** A failure on this machine, such as a full disk; empty if there is none. */
    synchronized Optional<IOException> failure() {
        return Optional.ofNullable(failure);
    }

    @Override
    public CompletionStage<Void> getBody() {
        return end;
    }

    @Override
    public synchronized void onSubscribe(Flow.Subscription given) {
        subscription = given;
        given.request(1);
    }

    @Override
    public synchronized void onNext(List<ByteBuffer> content) {
        if (closed || end.isDone()) {
            return;
        }
        try {
            for (ByteBuffer buffer : content) {
                received += buffer.remaining();
                if (tooLong()) {
                    stop(MirrorException.permanent("received more than the " + most + " bytes of the file"));
                    return;
                }
                while (buffer.hasRemaining()) {
                    out.write(buffer);
                }
            }
            subscription.request(1);
        } catch (IOException e) {
            failure = e;
            stop(e);
        }
    }

    private void stop(IOException e) {
        subscription.cancel();
        end.completeExceptionally(e);
    }

    @Override
    public void onError(Throwable thrown) {
        end.completeExceptionally(thrown);
    }

    @Override
    public void onComplete() {
        end.complete(null);
    }

    /** Ends writing. */
    @Override
    public synchronized void close() throws IOException {
        closed = true;
        if (subscription != null) {
            subscription.cancel();
        }
        out.close();
    }
}
