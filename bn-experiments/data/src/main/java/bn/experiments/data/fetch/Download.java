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
 * One file from one mirror to its partial file, which keeps what has come when the connection breaks.
 *
 * @param transport how it comes
 * @param from where the file is
 * @param checksum what it must have
 * @param part where it goes
 */
record Download(Transport transport, URI from, Checksum checksum, PartFile part) {
    private static final int MOST_REDIRECTS = 5;
    private static final long POLL_MILLIS = 100;

    /**
     * Asks for what is missing, or for all if the server cannot send a part, until the answer ends.
     *
     * @throws MirrorException if the server refuses or the connection breaks
     * @throws IOException if the partial file cannot be written
     */
    void run() throws IOException, InterruptedException {
        URI to = from;
        for (int redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
            try (Answer answer = new Answer(part, checksum)) {
                exchange(to, answer);
                if (answer.location().isEmpty()) {
                    return;
                }
                to = target(to, answer.location().get());
            }
        }
        throw MirrorException.hopeless("it redirects more than " + MOST_REDIRECTS + " times");
    }

    private URI target(URI to, String location) throws MirrorException {
        try {
            URI target = to.resolve(URI.create(location));
            if (transport.allowed().test(target)) {
                return target;
            }
        } catch (IllegalArgumentException e) {
            // Not an address: said like any other that is not used.
        }
        throw MirrorException.hopeless("it redirects to " + location + ", and only https is used");
    }

    private HttpRequest request(URI to, long have) {
        // Compressed on the way, it would not be the file that the checksum is of.
        HttpRequest.Builder request = HttpRequest.newBuilder(to).header("Accept-Encoding", "identity");
        if (have > 0) {
            request.header("Range", "bytes=" + have + "-");
            if (!part.validator().isEmpty()) {
                request.header("If-Range", part.validator());
            }
        }
        return request.build();
    }

    /** Waits for the end of an answer; a failure or the wish to stop gives up the connection. */
    private void exchange(URI to, Answer answer) throws IOException, InterruptedException {
        Pace pace = new Pace(transport.timeouts(), transport.clock());
        CompletableFuture<?> end = transport.client().sendAsync(request(to, answer.before()), answer);
        try {
            while (!isDone(end)) {
                report(answer);
                pace.check(answer.received());
            }
            report(answer);
            answer.requireAll();
        } catch (ExecutionException e) {
            if (answer.failure().isPresent()) {
                throw answer.failure().get();
            }
            throw explained(e.getCause(), answer);
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

    private void report(Answer answer) {
        transport.progress().received(name(), answer.received() < 0 ? answer.before() : answer.received(), answer.total());
    }

    private static MirrorException explained(Throwable thrown, Answer answer) {
        Throwable e = thrown;
        while (e instanceof CompletionException && e.getCause() != null) {
            e = e.getCause();
        }
        if (e instanceof Error error) {
            throw error;
        }
        if (e instanceof MirrorException own) {
            return own;
        }
        String text = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        if (e instanceof ConnectException || e instanceof HttpConnectTimeoutException) {
            return MirrorException.unreachable(isUnknown(e) ? "cannot connect: the name of the server is not known here"
                    : "cannot connect");
        }
        if (e instanceof SSLHandshakeException) {
            return MirrorException.hopeless("no secure connection (" + text + ")");
        }
        if (e instanceof ProtocolException || !(e instanceof IOException)) {
            return MirrorException.hopeless("its answer is not valid (" + text + ")");
        }
        String where = answer.received() < 0 ? ""
                : " after " + answer.received() + (answer.total() < 0 ? "" : " of " + answer.total()) + " bytes";
        return MirrorException.again("the connection broke" + where + " (" + text + ")");
    }

    private static boolean isUnknown(Throwable e) {
        return e instanceof UnresolvedAddressException || e.getCause() != null && isUnknown(e.getCause());
    }

    /** The file's name. */
    String name() {
        String path = from.getPath();
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
