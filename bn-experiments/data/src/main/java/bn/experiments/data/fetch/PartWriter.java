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

/** Writes the content of an answer as it comes, up to a limit. HttpClient calls it, in threads of its own. */
final class PartWriter implements HttpResponse.BodySubscriber<Void>, AutoCloseable {
    private final CompletableFuture<Void> end = new CompletableFuture<>();
    private final WritableByteChannel out;
    private final long most;
    private Flow.Subscription subscription;
    private IOException failure;
    private long received;
    private boolean closed;

    /**
     * A writer; it closes the channel.
     *
     * @param received bytes that the file has already
     * @param most bytes that it may have
     */
    PartWriter(WritableByteChannel out, long received, long most) {
        this.out = out;
        this.received = received;
        this.most = most;
    }

    /** The bytes of the file so far. */
    synchronized long received() {
        return received;
    }

    /** Whether there was more than there may be. */
    synchronized boolean tooLong() {
        return received > most;
    }

    /** What failed here, and not at the server. */
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
                    stop(MirrorException.hopeless("more than the " + most + " bytes came that the file may have"));
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

    /** Nothing is written after this. */
    @Override
    public synchronized void close() throws IOException {
        closed = true;
        if (subscription != null) {
            subscription.cancel();
        }
        out.close();
    }
}
