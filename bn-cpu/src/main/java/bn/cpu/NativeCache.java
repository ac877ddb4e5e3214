package bn.cpu;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.bytedeco.javacpp.Loader;

/** The folder that JavaCPP unpacks the native libraries into when they are first used. */
final class NativeCache {
    private static final String OTHER = "name another folder by BN_JAVA_OPTS=-Dorg.bytedeco.javacpp.cachedir=DIR";

    private NativeCache() { }

    /** Why loading may have failed, and the remedy, if it is this folder. */
    static Optional<String> obstacle() {
        try {
            Path folder = Loader.getCacheDir().toPath();
            return obstacle(folder, Files.getFileStore(folder).getUsableSpace());
        } catch (IOException e) {
            return Optional.of("there is no folder to unpack them into; " + OTHER);
        }
    }

    /** The same for a folder with that many bytes left. */
    static Optional<String> obstacle(Path folder, long free) {
        // What ND4J 1.0.0-M2.1 and OpenBLAS 0.3.21 take on Linux, and a little more.
        long needed = 400L << 20;
        return free >= needed ? Optional.empty() : Optional.of("they are unpacked into " + folder + ", where they take "
                + (needed >> 20) + " MiB and " + (free >> 20) + " MiB are free; make room, or " + OTHER);
    }
}
