package bn.experiments.data.fetch;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.Optional;

/**
 * Handles the response to a request for a file or its missing part. Status and headers are checked before anything is written.
 */
final class DownloadResponse implements HttpResponse.BodyHandler<Void>, AutoCloseable {
    private static final int OK = 200;
    private static final int PARTIAL_CONTENT = 206;
    private static final int RANGE_NOT_SATISFIABLE = 416;

    private final PartFile part;
    private final Checksum checksum;
    private final long offset;
    private volatile PartWriter writer;
    private volatile String location;
    private volatile IOException failure;
    private volatile long total = -1;
    private boolean closed;

    /** Waits for a response. */
    DownloadResponse(PartFile part, Checksum checksum) throws IOException {
        this.part = part;
        this.checksum = checksum;
        offset = part.size();
    }

    /** The number of bytes of the file so far, including earlier attempts; -1 before the headers were received. */
    long received() {
        return writer == null ? -1 : writer.received();
    }

    /** The number of bytes of the file that were there before this request. */
    long offset() {
        return offset;
    }

    /** The number of bytes of the whole file; -1 if it is not known. */
    long total() {
        return total;
    }

    /** The target of a redirect; empty if the response is not a redirect. */
    Optional<String> location() {
        return Optional.ofNullable(location);
    }

    /** A failure on this machine, such as a full disk; empty if there is none. */
    Optional<IOException> failure() {
        return failure != null || writer == null ? Optional.ofNullable(failure) : writer.failure();
    }

    @Override
    public synchronized HttpResponse.BodySubscriber<Void> apply(HttpResponse.ResponseInfo info) {
        ResponseHeaders headers = new ResponseHeaders(info);
        location = headers.redirect().orElse(null);
        if (closed || location != null) {
            return CancellingBodySubscriber.completed();
        }
        try {
            writer = accept(headers);
            return writer;
        } catch (MirrorException e) {
            return CancellingBodySubscriber.failed(e);
        } catch (IOException e) {
            failure = e;
            return CancellingBodySubscriber.failed(e);
        }
    }

    private PartWriter accept(ResponseHeaders headers) throws IOException {
        if (headers.status() == RANGE_NOT_SATISFIABLE && offset > 0) {
            throw restart("the file on the server is shorter than the part that was downloaded before");
        }
        if (headers.status() == PARTIAL_CONTENT && headers.start() != offset) {
            throw restart("the server sent another range than the requested one");
        }
        if (headers.status() == PARTIAL_CONTENT && offset > 0) {
            if (headers.contradicts(part.validator())) {
                throw restart("the file on the server has changed");
            }
            total = headers.total(true, checksum);
            return new PartWriter(part.append(), offset, checksum.most());
        }
        if (headers.status() != OK && headers.status() != PARTIAL_CONTENT) {
            throw headers.refusal();
        }
        total = headers.total(headers.status() == PARTIAL_CONTENT, checksum);
        return new PartWriter(part.begin(headers.validator()), 0, checksum.most());
    }

    private MirrorException restart(String reason) throws IOException {
        part.clear();
        return MirrorException.retryable(reason + "; starting again");
    }

    /** To be called after the end of the response: checks that all bytes were received. */
    void requireAll() throws MirrorException {
        if (writer != null && writer.received() < total) {
            throw MirrorException.retryable("the response ended after " + writer.received() + " of " + total + " bytes");
        }
    }

    /** Ends writing. The partial file is deleted if it is longer than the file can be. */
    @Override
    public synchronized void close() throws IOException {
        closed = true;
        if (writer != null) {
            writer.close();
            if (writer.tooLong()) {
                part.clear();
            }
        }
    }
}
