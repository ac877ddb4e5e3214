package bn.experiments.data.fetch;

import java.io.IOException;
import java.time.Duration;

/**
 * A request to a mirror failed. The message has the reason in a few words. It may contain text from the server, which
 * {@link MirrorFile} sanitizes.
 */
final class MirrorException extends IOException {
    private static final long serialVersionUID = 1L;

    /** What to do after the failure. */
    enum Remedy {
        /** Retry. */
        RETRY,
        /** Retry if the mirror has already sent something; otherwise try the next mirror. */
        RETRY_IF_REACHED,
        /** Try the next mirror: a retry would fail in the same way. */
        NEXT_MIRROR
    }

    private final Remedy remedy;
    private final Duration wait;

    private MirrorException(String reason, Remedy remedy, Duration wait) {
        super(reason);
        this.remedy = remedy;
        this.wait = wait;
    }

    /** A transient failure, such as a broken connection. */
    static MirrorException retryable(String reason) {
        return retryable(reason, Duration.ZERO);
    }

    /** A transient failure after which the mirror asks to wait. */
    static MirrorException retryable(String reason, Duration wait) {
        return new MirrorException(reason, Remedy.RETRY, wait);
    }

    /** The mirror does not respond. */
    static MirrorException unreachable(String reason) {
        return new MirrorException(reason, Remedy.RETRY_IF_REACHED, Duration.ZERO);
    }

    /** A permanent failure, such as a missing file. */
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
