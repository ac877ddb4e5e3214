package bn.experiments.data;

import bn.api.BnException;
import bn.api.Remedy;

/** Data cannot be used: a file is missing, damaged or has invalid content. The message says where. */
public final class DataException extends BnException {
    private static final long serialVersionUID = 1L;

    /** A failure with a message of one line: what, in which file, where in it, and what to do, which is also given as values. */
    public DataException(String message, Remedy... remedies) {
        super(message, remedies);
    }

    /** A failure with a message of one line, what caused it, and what to do as values. */
    public DataException(String message, Throwable cause, Remedy... remedies) {
        super(message, cause, remedies);
    }
}
