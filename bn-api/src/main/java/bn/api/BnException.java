package bn.api;

/** A failure that the user can understand: its message says what failed, where, and what to do. */
public class BnException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** A failure with a message of one line. */
    public BnException(String message) {
        super(message);
    }

    /** A failure with a message of one line and what caused it. */
    public BnException(String message, Throwable cause) {
        super(message, cause);
    }
}
