package bn.cpu.threads;

import org.bytedeco.javacpp.Loader;
import org.bytedeco.openblas.presets.openblas_nolapack.SetNumThreads;

/** A function of a native library that sets its number of threads. */
public final class NumberOfThreads extends SetNumThreads {

    /** The function of this name, of a library that has been loaded. */
    public NumberOfThreads(String name) {
        put(Loader.addressof(name));
    }
}
