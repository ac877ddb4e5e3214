package bn.experiments.data.fetch;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.Optional;

/** An answer to the request for a file, or for what is missing of it: judged by its head before anything is written. */
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

    /** An answer of which nothing is known yet. */
    DownloadResponse(PartFile part, Checksum checksum) throws IOException {
        this.part = part;
        this.checksum = checksum;
        offset = part.size();
    }

    /** Bytes of the file that are there, -1 before the answer begins. */
    long received() {
        return writer == null ? -1 : writer.received();
    }

    /** Bytes of the file before the answer. */
    long offset() {
        return offset;
    }

    /** Bytes of the whole file, -1 if that is not known. */
    long total() {
        return total;
    }

    /** Where the server sends the client instead. */
    Optional<String> location() {
        return Optional.ofNullable(location);
    }

    /** What failed here, and not at the server. */
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
            throw restart("the server has less than was downloaded before");
        }
        if (headers.status() == PARTIAL_CONTENT && headers.start() != offset) {
            throw restart("the server sent another part than the one asked for");
        }
        if (headers.status() == PARTIAL_CONTENT && offset > 0) {
            if (headers.contradicts(part.validator())) {
                throw restart("the server has another file now");
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

    /** Once it has ended: whether all has come. */
    void requireAll() throws MirrorException {
        if (writer != null && writer.received() < total) {
            throw MirrorException.retryable("the answer ended after " + writer.received() + " of " + total + " bytes");
        }
    }

    /** Nothing is written after this; what cannot belong to the file is deleted. */
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
