package bn.cpu;

import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.bytedeco.javacpp.Loader;

/** The folder into which JavaCPP unpacks the native libraries when they are first used. */
final class NativeCache {
    private static final String PROPERTY = "org.bytedeco.javacpp.cachedir";
    /** The size of ND4J 1.0.0-M2.1, OpenBLAS 0.3.21 and oneDNN 2.7.1 on Linux, rounded up. */
    private static final int MIB = 470;
    private static final String USE_OTHER_FOLDER = "name another folder with BN_JAVA_OPTS=-D" + PROPERTY + "=DIR";

    private NativeCache() {}

    /** Why the folder cannot be used, if so. JavaCPP would silently use another folder, which all users share. */
    static Optional<String> whyUnusable() {
        // JavaCPP knows both spellings.
        File wanted = new File(
                Stream.of(PROPERTY, "org.bytedeco.javacpp.cacheDir").map(System::getProperty).filter(Objects::nonNull)
                        .findFirst().orElse(System.getProperty("user.home") + "/.javacpp/cache"));
        try {
            // JavaCPP resolves links and relative names in the same way.
            return whyUnusable(wanted.getCanonicalFile().toPath(), Loader.getCacheDir().toPath());
        } catch (IOException e) {
            return whyUnusable(wanted.toPath(), Path.of(""));
        }
    }

    /** The same, for the folder that is wanted and the one that JavaCPP has chosen. */
    static Optional<String> whyUnusable(Path wanted, Path chosen) {
        return wanted.equals(chosen) ? Optional.empty() : Optional.of("its native libraries, " + MIB
                + " MiB, cannot be unpacked into " + wanted + ", where nothing can be written; " + USE_OTHER_FOLDER);
    }

    /** Deletes files that a power failure has damaged. To be called before the libraries of these resources are loaded. */
    static void deleteDamaged(List<String> resources) throws IOException {
        Path cache = Loader.getCacheDir().toPath();
        // JavaCPP holds this lock while it unpacks a file.
        try (FileChannel lock = FileChannel.open(cache.resolve(".lock"), StandardOpenOption.WRITE, StandardOpenOption.CREATE)) {
            lock.lock();
            for (UnpackedJar jar : jars(resources, cache)) {
                jar.deleteDamaged();
            }
        }
    }

    /** Flushes the unpacked files to the disk (fsync). To be called after the libraries have been loaded. */
    static void flush(List<String> resources) throws IOException {
        for (UnpackedJar jar : jars(resources, Loader.getCacheDir().toPath())) {
            jar.flush();
        }
    }

    private static List<UnpackedJar> jars(List<String> resources, Path cache) throws IOException {
        List<UnpackedJar> jars = new ArrayList<>();
        for (String resource : resources) {
            UnpackedJar.containing(resource, cache).forEach(jars::add);
        }
        return jars;
    }

    /** A message if the folder has too little free space for the libraries. */
    static Optional<String> lackOfSpace() {
        try {
            Path folder = Loader.getCacheDir().toPath();
            return lackOfSpace(folder, Files.getFileStore(folder).getUsableSpace());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** The same for a folder with this many free bytes. */
    static Optional<String> lackOfSpace(Path folder, long free) {
        return free >= (long) MIB << 20 ? Optional.empty() : Optional.of("they are unpacked into " + folder + ", where they take "
                + MIB + " MiB and " + (free >> 20) + " MiB are free; make room, or " + USE_OTHER_FOLDER);
    }

    /** What to do if the libraries were found but do not load. */
    static String remedy() {
        try {
            return "if the unpacked libraries are damaged, delete " + Loader.getCacheDir() + "; they are then unpacked again";
        } catch (IOException e) {
            return USE_OTHER_FOLDER;
        }
    }
}
