package bn.experiments.model.keras;

import bn.api.BnException;
import bn.experiments.model.ModelFile;
import io.jhdf.exceptions.HdfException;
import java.util.function.Supplier;

/** Failures of jHDF. It checks little, so a damaged file shows itself in exceptions of every kind. */
final class Hdf5Errors {

    private Hdf5Errors() {}

    /**
     * Calls jHDF.
     *
     * @throws BnException if it fails, of one line
     */
    static <T> T of(ModelFile file, Supplier<T> call) {
        try {
            return call.get();
        } catch (BnException e) {
            throw e;
        } catch (RuntimeException | StackOverflowError e) {
            throw new BnException(file.damaged(reason(e)).getMessage(), e);
        }
    }

    /** The innermost cause says what is wrong; the others say where jHDF was. */
    private static String reason(Throwable e) {
        Throwable inner = e;
        while (inner.getCause() != null) {
            inner = inner.getCause();
        }
        String message = inner.getMessage();
        return inner instanceof HdfException && message != null ? message.lines().findFirst().orElse("").strip()
                : "its structure is not that of an HDF5 file (" + inner.getClass().getSimpleName() + ")";
    }
}
