package bn.experiments.data.fetch;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.Optional;

/** An answer to the request for a file, or for what is missing of it: judged by its head before anything is written. */
final class Answer implements HttpResponse.BodyHandler<Void>, AutoCloseable {
    private static final int OK = 200;
    private static final int PARTIAL_CONTENT = 206;
    private static final int RANGE_NOT_SATISFIABLE = 416;

    private final PartFile part;
    private final Checksum checksum;
    private final long have;
    private volatile PartWriter writer;
    private volatile String location;
    private volatile IOException failure;
    private volatile long total = -1;
    private boolean closed;

    /** An answer of which nothing is known yet. */
    Answer(PartFile part, Checksum checksum) throws IOException {
        this.part = part;
        this.checksum = checksum;
        have = part.size();
    }

    /** Bytes of the file that are there, -1 before the answer begins. */
    long received() {
        return writer == null ? -1 : writer.received();
    }

    /** Bytes of the file before the answer. */
    long before() {
        return have;
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
        AnswerHead head = new AnswerHead(info);
        location = head.redirect().orElse(null);
        if (closed || location != null) {
            return NoContent.needed();
        }
        try {
            writer = accept(head);
            return writer;
        } catch (MirrorException e) {
            return NoContent.because(e);
        } catch (IOException e) {
            failure = e;
            return NoContent.because(e);
        }
    }

    private PartWriter accept(AnswerHead head) throws IOException {
        if (head.status() == RANGE_NOT_SATISFIABLE && have > 0) {
            throw startAgain("the server has less than was downloaded before");
        }
        if (head.status() == PARTIAL_CONTENT && head.start() != have) {
            throw startAgain("the server sent another part than the one asked for");
        }
        if (head.status() == PARTIAL_CONTENT && have > 0) {
            if (head.contradicts(part.validator())) {
                throw startAgain("the server has another file now");
            }
            total = head.total(true, checksum);
            return new PartWriter(part.append(), have, checksum.most());
        }
        if (head.status() != OK && head.status() != PARTIAL_CONTENT) {
            throw head.refusal();
        }
        total = head.total(head.status() == PARTIAL_CONTENT, checksum);
        return new PartWriter(part.begin(head.validator()), 0, checksum.most());
    }

    private MirrorException startAgain(String reason) throws IOException {
        part.clear();
        return MirrorException.again(reason + "; starting again");
    }

    /** Once it has ended: whether all has come. */
    void requireAll() throws MirrorException {
        if (writer != null && writer.received() < total) {
            throw MirrorException.again("the answer ended after " + writer.received() + " of " + total + " bytes");
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
