package bn.experiments.data;

import bn.api.BnException;

/** Data that cannot be used: a file that is missing, damaged or holds what it should not. The message says where. */
public final class DataException extends BnException {
    private static final long serialVersionUID = 1L;

    /** A failure with a message of one line: what, in which file, where in it, and what to do. */
    public DataException(String message) {
        super(message);
    }

    /** A failure with a message of one line and what caused it. */
    public DataException(String message, Throwable cause) {
        super(message, cause);
    }
}
