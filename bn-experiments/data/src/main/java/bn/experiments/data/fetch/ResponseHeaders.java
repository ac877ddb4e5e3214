package bn.experiments.data.fetch;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The status and the headers of a response. They are not trusted: a server may send anything.
 *
 * @param info status and headers
 */
record ResponseHeaders(HttpResponse.ResponseInfo info) {
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
    /** Statuses of transient errors: request timeout, too many requests, and errors of servers and gateways. */
    private static final Set<Integer> TRANSIENT = Set.of(408, 429, 500, 502, 503, 504);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);
    private static final Pattern CONTENT_RANGE = Pattern.compile("bytes ([0-9]{1,18})-[0-9]{1,18}/([0-9]{1,18}|\\*)");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");

    int status() {
        return info.statusCode();
    }

    /** The target of a redirect; empty if the response is not a redirect. */
    Optional<String> redirect() {
        return REDIRECTS.contains(status()) ? header("Location") : Optional.empty();
    }

    /** The validator of the file (RFC 9110): the strong entity tag, or else the date of the last change; "" if there is none. */
    String validator() {
        return header("ETag").filter(tag -> !tag.startsWith("W/")).or(() -> header("Last-Modified")).orElse("");
    }

    /** Whether the validator of this response shows that the file has changed. */
    boolean contradicts(String validator) {
        boolean sameKind = !validator.isEmpty() && !validator().isEmpty()
                && validator.startsWith("\"") == validator().startsWith("\"");
        return sameKind && !validator().equals(validator);
    }

    /** The offset of the first byte that is sent, from the header Content-Range; -1 if the header is missing or invalid. */
    long start() {
        Matcher range = range();
        return range.matches() ? Long.parseLong(range.group(1)) : -1;
    }

    private Matcher range() {
        return CONTENT_RANGE.matcher(header("Content-Range").orElse(""));
    }

    /**
     * The number of bytes of the whole file; -1 if neither the headers nor the checksum determine it.
     *
     * @param part whether the response contains only a part of the file
     * @throws MirrorException if the file with this checksum cannot have this size
     */
    long total(boolean part, Checksum checksum) throws MirrorException {
        Matcher range = range();
        Optional<String> said = !part ? header("Content-Length")
                : range.matches() && !range.group(2).equals("*") ? Optional.of(range.group(2)) : Optional.empty();
        if (said.isEmpty()) {
            return checksum.gunzipped() ? -1 : checksum.size();
        }
        if (!NUMBER.matcher(said.get()).matches() || !checksum.allows(Long.parseLong(said.get()))) {
            throw MirrorException.permanent("the server says that the file has " + said.get() + " bytes, not "
                    + checksum.expected());
        }
        return Long.parseLong(said.get());
    }

    /** The exception for a status that means that no file is sent. */
    MirrorException refusal() {
        String reason = "the server responded with status " + status();
        if (!TRANSIENT.contains(status())) {
            return MirrorException.permanent(reason);
        }
        // Only seconds are supported. For a date, the default waiting time is used.
        long seconds = header("Retry-After").filter(text -> NUMBER.matcher(text).matches()).map(Long::parseLong).orElse(0L);
        return seconds > LONGEST_WAIT.toSeconds()
                ? MirrorException.permanent(reason + " and asks to wait " + seconds + " s")
                : MirrorException.retryable(reason, Duration.ofSeconds(seconds));
    }

    private Optional<String> header(String name) {
        return info.headers().firstValue(name);
    }
}
