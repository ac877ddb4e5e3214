package bn.experiments.data.fetch;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/** Cancels a response without reading its body, which may be endless. */
final class CancellingBodySubscriber implements HttpResponse.BodySubscriber<Void> {
    private final CompletableFuture<Void> end;

    private CancellingBodySubscriber(CompletableFuture<Void> end) {
        this.end = end;
    }

    /** Completes normally, for a response whose headers are sufficient. */
    static CancellingBodySubscriber completed() {
        return new CancellingBodySubscriber(CompletableFuture.completedFuture(null));
    }

    /** Completes with an exception, for a response that is not accepted. */
    static CancellingBodySubscriber failed(IOException reason) {
        return new CancellingBodySubscriber(CompletableFuture.failedFuture(reason));
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
    public void onNext(List<ByteBuffer> content) {}

    @Override
    public void onError(Throwable thrown) {}

    @Override
    public void onComplete() {}
}
