package bn.experiments.model.keras;

import bn.api.BnException;
import bn.experiments.model.ModelFile;
import io.jhdf.exceptions.HdfException;
import io.jhdf.exceptions.UnsupportedHdfException;
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
            Throwable inner = innermost(e);
            throw inner instanceof UnsupportedHdfException ? new BnException(file.path() + " is not read: " + line(inner), e)
                    : new BnException(file.damaged(reason(inner)).getMessage(), e);
        }
    }

    /** The innermost cause says what is wrong; the others say where jHDF was. */
    private static Throwable innermost(Throwable e) {
        Throwable inner = e;
        while (inner.getCause() != null) {
            inner = inner.getCause();
        }
        return inner;
    }

    private static String reason(Throwable e) {
        return e instanceof HdfException ? line(e)
                : "its structure is not that of an HDF5 file (" + e.getClass().getSimpleName() + ")";
    }

    private static String line(Throwable e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("").strip();
    }
}
