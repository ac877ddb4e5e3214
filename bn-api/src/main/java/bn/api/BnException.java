package bn.api;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** A failure that the user can understand: its message says what failed, where, and what to do. */
public class BnException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Remedy[] remedies;

    /** A failure with a message of one line, and what of that message can be done as values. */
    public BnException(String message, Remedy... remedies) {
        super(message);
        this.remedies = remedies.clone();
    }

    /** A failure with a message of one line, what caused it, and what of that message can be done as values. */
    public BnException(String message, Throwable cause, Remedy... remedies) {
        super(message, cause);
        this.remedies = remedies.clone();
    }

    /** What the user can do, in the order of the message: remedies for this failure, then those for its causes, each once. */
    public List<Remedy> remedies() {
        return Stream.iterate((Throwable) this, Objects::nonNull, Throwable::getCause)
                .flatMap(each -> each instanceof BnException failure ? Stream.of(failure.remedies) : Stream.of()).distinct()
                .toList();
    }
}
