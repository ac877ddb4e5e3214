package bn.experiments.data.fetch;

import java.io.IOException;
import java.time.Duration;

/**
 * What is wrong with a mirror or with the way to it, in a few words. They may hold text of the server; {@link MirrorFile} cleans
 * it for all.
 */
final class MirrorException extends IOException {
    private static final long serialVersionUID = 1L;

    /** What may help. */
    enum Remedy {
        /** To ask again. */
        RETRY,
        /** To ask again, if the mirror has sent something before. */
        RETRY_IF_REACHED,
        /** Nothing: asking again would bring the same. */
        NEXT_MIRROR
    }

    private final Remedy remedy;
    private final Duration wait;

    private MirrorException(String reason, Remedy remedy, Duration wait) {
        super(reason);
        this.remedy = remedy;
        this.wait = wait;
    }

    /** The connection broke. */
    static MirrorException retryable(String reason) {
        return retryable(reason, Duration.ZERO);
    }

    /** The mirror wants to be left alone for some time. */
    static MirrorException retryable(String reason, Duration wait) {
        return new MirrorException(reason, Remedy.RETRY, wait);
    }

    /** Nobody answers. */
    static MirrorException unreachable(String reason) {
        return new MirrorException(reason, Remedy.RETRY_IF_REACHED, Duration.ZERO);
    }

    /** The mirror has not the file. */
    static MirrorException permanent(String reason) {
        return new MirrorException(reason, Remedy.NEXT_MIRROR, Duration.ZERO);
    }

    Remedy remedy() {
        return remedy;
    }

    Duration retryAfter() {
        return wait;
    }
}
