package bn.experiments.data.fetch;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/** Reads nothing of an answer's content, which may be without end, and gives up the connection. */
final class NoContent implements HttpResponse.BodySubscriber<Void> {
    private final CompletableFuture<Void> end;

    private NoContent(CompletableFuture<Void> end) {
        this.end = end;
    }

    /** What is wanted stands in the head. */
    static NoContent needed() {
        return new NoContent(CompletableFuture.completedFuture(null));
    }

    /** The answer is of no use. */
    static NoContent because(IOException reason) {
        return new NoContent(CompletableFuture.failedFuture(reason));
    }

    @Override
    public CompletionStage<Void> getBody() {
        return end;
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        subscription.cancel();
    }

    @Override
    public void onNext(List<ByteBuffer> content) { }

    @Override
    public void onError(Throwable thrown) { }

    @Override
    public void onComplete() { }
}
