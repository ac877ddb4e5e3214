package bn.api;

/** A failure that is reported to the user: the message says what failed, where, and what to do. */
public class BnException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** A failure with a message of one line. */
    public BnException(String message) {
        super(message);
    }

    /** A failure with a message of one line and its cause. */
    public BnException(String message, Throwable cause) {
        super(message, cause);
    }
}
