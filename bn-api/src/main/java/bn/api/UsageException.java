package bn.api;

/** What was asked for cannot be: an unknown name, a value out of range, options that contradict each other. */
public class UsageException extends BnException {
    private static final long serialVersionUID = 1L;

    /** A wrong request, with a message of one line that says what would be right. */
    public UsageException(String message) {
        super(message);
    }
}
