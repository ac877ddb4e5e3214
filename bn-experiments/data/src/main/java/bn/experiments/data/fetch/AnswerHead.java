package bn.experiments.data.fetch;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What stands before the content of an answer. The server may have written anything there.
 *
 * @param info status and headers
 */
record AnswerHead(HttpResponse.ResponseInfo info) {
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
    /** Request timeout, too many requests, and servers or gateways in trouble: they may pass. */
    private static final Set<Integer> PASSING = Set.of(408, 429, 500, 502, 503, 504);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);
    private static final Pattern CONTENT_RANGE = Pattern.compile("bytes ([0-9]{1,18})-[0-9]{1,18}/([0-9]{1,18}|\\*)");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");

    int status() {
        return info.statusCode();
    }

    /** Where the client is sent instead. */
    Optional<String> redirect() {
        return REDIRECTS.contains(status()) ? header("Location") : Optional.empty();
    }

    /** What names the state of the file that is sent: the entity tag, or else the date of its last change; "" if neither. */
    String validator() {
        return header("ETag").filter(tag -> !tag.startsWith("W/")).or(() -> header("Last-Modified")).orElse("");
    }

    /** Whether it says that this is another state of the file. */
    boolean contradicts(String validator) {
        boolean sameKind = !validator.isEmpty() && !validator().isEmpty()
                && validator.startsWith("\"") == validator().startsWith("\"");
        return sameKind && !validator().equals(validator);
    }

    /** The first byte of the part that is sent; -1 if that is not said as it should be. */
    long start() {
        Matcher range = range();
        return range.matches() ? Long.parseLong(range.group(1)) : -1;
    }

    private Matcher range() {
        return CONTENT_RANGE.matcher(header("Content-Range").orElse(""));
    }

    /**
     * The number of bytes of the whole file, -1 if neither the server says nor the checksum.
     *
     * @param part whether a part is sent
     * @throws MirrorException if the file that is meant cannot have so many
     */
    long total(boolean part, Checksum checksum) throws MirrorException {
        Matcher range = range();
        Optional<String> said = !part ? header("Content-Length")
                : range.matches() && !range.group(2).equals("*") ? Optional.of(range.group(2)) : Optional.empty();
        if (said.isEmpty()) {
            return checksum.gunzipped() ? -1 : checksum.size();
        }
        if (!NUMBER.matcher(said.get()).matches() || !checksum.allows(Long.parseLong(said.get()))) {
            throw MirrorException.hopeless("the server says that the file has " + said.get() + " bytes, not "
                    + checksum.expected());
        }
        return Long.parseLong(said.get());
    }

    /** That this status is no file. */
    MirrorException refusal() {
        String reason = "the server answers with status " + status();
        if (!PASSING.contains(status())) {
            return MirrorException.hopeless(reason);
        }
        // A date is not read: the usual time is waited then.
        long seconds = header("Retry-After").filter(text -> NUMBER.matcher(text).matches()).map(Long::parseLong).orElse(0L);
        return seconds > LONGEST_WAIT.toSeconds()
                ? MirrorException.hopeless(reason + " and wants to be asked again in " + seconds + " s")
                : MirrorException.again(reason, Duration.ofSeconds(seconds));
    }

    private Optional<String> header(String name) {
        return info.headers().firstValue(name);
    }
}
