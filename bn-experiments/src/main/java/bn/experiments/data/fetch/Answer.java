package bn.experiments.data.fetch;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An answer to the request for a file, or for what is missing of it: judged by its head before anything is written. */
final class Answer implements HttpResponse.BodyHandler<Void>, AutoCloseable {
    private static final int OK = 200;
    private static final int PARTIAL_CONTENT = 206;
    private static final int RANGE_NOT_SATISFIABLE = 416;
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
    /** Request timeout, too many requests, and servers or gateways in trouble: they may pass. */
    private static final Set<Integer> PASSING = Set.of(408, 429, 500, 502, 503, 504);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);
    private static final Pattern CONTENT_RANGE = Pattern.compile("bytes ([0-9]{1,18})-[0-9]{1,18}/([0-9]{1,18}|\\*)");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");

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
    public synchronized HttpResponse.BodySubscriber<Void> apply(HttpResponse.ResponseInfo head) {
        if (closed) {
            return NoContent.needed();
        }
        try {
            if (REDIRECTS.contains(head.statusCode()) && header(head, "Location").isPresent()) {
                location = header(head, "Location").get();
                return NoContent.needed();
            }
            writer = accept(head);
            return writer;
        } catch (MirrorException e) {
            return NoContent.because(e);
        } catch (IOException e) {
            failure = e;
            return NoContent.because(e);
        }
    }

    private PartWriter accept(HttpResponse.ResponseInfo head) throws IOException {
        int status = head.statusCode();
        switch (status) {
            case OK -> {
                total = total(header(head, "Content-Length"));
                return new PartWriter(part.begin(validator(head)), 0, checksum.most());
            }
            case PARTIAL_CONTENT -> {
                requireRest(head);
                return new PartWriter(have == 0 ? part.begin(validator(head)) : part.append(), have, checksum.most());
            }
            case RANGE_NOT_SATISFIABLE -> {
                if (have > 0) {
                    throw startAgain("the server has less than was downloaded before");
                }
            }
            default -> { }
        }
        throw refusal(status, header(head, "Retry-After"));
    }

    /** Makes sure that what comes is the rest of what is there. */
    private void requireRest(HttpResponse.ResponseInfo head) throws IOException {
        Matcher range = CONTENT_RANGE.matcher(header(head, "Content-Range").orElse(""));
        if (!range.matches() || Long.parseLong(range.group(1)) != have) {
            throw startAgain("the server sent another part than the one asked for");
        }
        total = total(Optional.of(range.group(2)).filter(text -> !text.equals("*")));
        String now = validator(head);
        if (have > 0 && !now.isEmpty() && !part.validator().isEmpty() && !now.equals(part.validator())) {
            throw startAgain("the server has another file now");
        }
    }

    private MirrorException startAgain(String reason) throws IOException {
        part.clear();
        return MirrorException.again(reason + "; starting again");
    }

    /** The number of bytes of the whole file, -1 if neither the server says nor the checksum. */
    private long total(Optional<String> said) throws MirrorException {
        if (said.isEmpty()) {
            return checksum.gunzipped() ? -1 : checksum.size();
        }
        if (!NUMBER.matcher(said.get()).matches() || !checksum.allows(Long.parseLong(said.get()))) {
            throw MirrorException.hopeless("the server says that the file has " + said.get() + " bytes, not " + checksum.expected());
        }
        return Long.parseLong(said.get());
    }

    private static MirrorException refusal(int status, Optional<String> retryAfter) {
        String reason = "the server answers with status " + status;
        if (!PASSING.contains(status)) {
            return MirrorException.hopeless(reason);
        }
        // A date is not read: the usual time is waited then.
        long seconds = retryAfter.filter(text -> NUMBER.matcher(text).matches()).map(Long::parseLong).orElse(0L);
        return seconds > LONGEST_WAIT.toSeconds()
                ? MirrorException.hopeless(reason + " and wants to be asked again in " + seconds + " s")
                : MirrorException.again(reason, Duration.ofSeconds(seconds));
    }

    /** What names the state of the file that is sent: the entity tag, or else the date of its last change. */
    private static String validator(HttpResponse.ResponseInfo head) {
        return header(head, "ETag").filter(tag -> !tag.startsWith("W/")).or(() -> header(head, "Last-Modified")).orElse("");
    }

    private static Optional<String> header(HttpResponse.ResponseInfo head, String name) {
        return head.headers().firstValue(name);
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
