package bn.api;

/** A request that cannot be carried out: an unknown name, a value out of range, options that contradict each other. */
public class InvalidRequestException extends BnException {
    private static final long serialVersionUID = 1L;

    /** An invalid request, with a message of one line that says what would be valid, and what of that can be done as values. */
    public InvalidRequestException(String message, Remedy... remedies) {
        super(message, remedies);
    }
}
