package bn.experiments.data;

import bn.api.BnException;

/** Data cannot be used: a file is missing, damaged or has invalid content. The message says where. */
public final class DataException extends BnException {
    private static final long serialVersionUID = 1L;

    /** An exception with a message of one line: what is wrong, in which file, where in it, and what to do. */
    public DataException(String message) {
        super(message);
    }

    /** An exception with a message of one line and its cause. */
    public DataException(String message, Throwable cause) {
        super(message, cause);
    }
}
