package bn.experiments.data.fetch;

import java.io.IOException;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.net.URI;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.nio.channels.UnresolvedAddressException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLHandshakeException;

/**
 * The download of a file from a mirror to a partial file. If the connection breaks, the partial file keeps what was received.
 *
 * @param context HTTP client, timeouts, clock and progress
 * @param from the URL of the file
 * @param checksum the published checksum
 * @param part the partial file
 */
record Download(FetchContext context, URI from, Checksum checksum, PartFile part) {
    private static final int MAX_REDIRECTS = 5;
    private static final long POLL_MILLIS = 100;

    /**
     * Requests the missing part of the file and waits for the end of the response. A server without support for ranges sends the
     * whole file.
     *
     * @throws MirrorException if the server refuses or the connection breaks
     * @throws IOException if the partial file cannot be written
     */
    void run() throws IOException, InterruptedException {
        URI to = from;
        for (int redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
            try (DownloadResponse response = new DownloadResponse(part, checksum)) {
                exchange(to, response);
                if (response.location().isEmpty()) {
                    return;
                }
                to = target(to, response.location().get());
            }
        }
        throw MirrorException.permanent("it redirects more than " + MAX_REDIRECTS + " times");
    }

    private URI target(URI to, String location) throws MirrorException {
        try {
            URI target = to.resolve(URI.create(location));
            if (context.allowed().test(target)) {
                return target;
            }
        } catch (IllegalArgumentException e) {
            // An invalid URL is reported like any other redirect that is not followed.
        }
        throw MirrorException.permanent("it redirects to " + location + ", and only https is used");
    }

    private HttpRequest request(URI to, long offset) {
        // No content encoding: the checksum is that of the file itself.
        HttpRequest.Builder request = HttpRequest.newBuilder(to).header("Accept-Encoding", "identity");
        if (offset > 0) {
            request.header("Range", "bytes=" + offset + "-");
            if (!part.validator().isEmpty()) {
                request.header("If-Range", part.validator());
            }
        }
        return request.build();
    }

    /** Sends a request and waits for the end of the response. The connection is closed on failure, and if progress throws. */
    private void exchange(URI to, DownloadResponse response) throws IOException, InterruptedException {
        StallDetector detector = new StallDetector(context.timeouts(), context.clock());
        CompletableFuture<?> end = context.client().sendAsync(request(to, response.offset()), response);
        try {
            while (!isDone(end)) {
                report(response);
                detector.check(response.received());
            }
            report(response);
            response.requireAll();
        } catch (ExecutionException e) {
            if (response.failure().isPresent()) {
                throw response.failure().get();
            }
            throw translate(e.getCause(), response);
        } finally {
            end.cancel(true);
        }
    }

    private static boolean isDone(CompletableFuture<?> end) throws InterruptedException, ExecutionException {
        try {
            end.get(POLL_MILLIS, TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        }
    }

    private void report(DownloadResponse response) {
        context.progress().received(name(), response.received() < 0 ? response.offset() : response.received(), response.total());
    }

    private static MirrorException translate(Throwable thrown, DownloadResponse response) {
        Throwable e = thrown;
        while (e instanceof CompletionException && e.getCause() != null) {
            e = e.getCause();
        }
        if (e instanceof Error error) {
            throw error;
        }
        if (e instanceof MirrorException known) {
            return known;
        }
        String text = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        if (e instanceof ConnectException || e instanceof HttpConnectTimeoutException) {
            return MirrorException.unreachable(isUnknownHost(e) ? "cannot connect: the name of the server is not known here"
                    : "cannot connect");
        }
        if (e instanceof SSLHandshakeException) {
            return MirrorException.permanent("no secure connection (" + text + ")");
        }
        if (e instanceof ProtocolException || !(e instanceof IOException)) {
            return MirrorException.permanent("its response is not valid (" + text + ")");
        }
        String where = response.received() < 0 ? ""
                : " after " + response.received() + (response.total() < 0 ? "" : " of " + response.total()) + " bytes";
        return MirrorException.retryable("the connection broke" + where + " (" + text + ")");
    }

    private static boolean isUnknownHost(Throwable e) {
        return e instanceof UnresolvedAddressException || e.getCause() != null && isUnknownHost(e.getCause());
    }

    /** The name of the file. */
    String name() {
        String path = from.getPath();
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
