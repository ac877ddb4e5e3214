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
        AGAIN,
        /** To ask again, if the mirror has sent something before. */
        AGAIN_IF_REACHED,
        /** Nothing: asking again would bring the same. */
        OTHER_MIRROR
    }

    private final Remedy remedy;
    private final Duration wait;

    private MirrorException(String reason, Remedy remedy, Duration wait) {
        super(reason);
        this.remedy = remedy;
        this.wait = wait;
    }

    /** The connection broke. */
    static MirrorException again(String reason) {
        return again(reason, Duration.ZERO);
    }

    /** The mirror wants to be left alone for some time. */
    static MirrorException again(String reason, Duration wait) {
        return new MirrorException(reason, Remedy.AGAIN, wait);
    }

    /** Nobody answers. */
    static MirrorException unreachable(String reason) {
        return new MirrorException(reason, Remedy.AGAIN_IF_REACHED, Duration.ZERO);
    }

    /** The mirror has not the file. */
    static MirrorException hopeless(String reason) {
        return new MirrorException(reason, Remedy.OTHER_MIRROR, Duration.ZERO);
    }

    Remedy remedy() {
        return remedy;
    }

    Duration waitTime() {
        return wait;
    }
}
