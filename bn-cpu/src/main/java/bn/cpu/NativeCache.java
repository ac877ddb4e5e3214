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

/** The folder that JavaCPP unpacks the native libraries into when they are first used. */
final class NativeCache {
    private static final String PROPERTY = "org.bytedeco.javacpp.cachedir";
    /** What ND4J 1.0.0-M2.1 and OpenBLAS 0.3.21 take on Linux, and a little more. */
    private static final int MIB = 400;
    private static final String OTHER = "name another folder by BN_JAVA_OPTS=-D" + PROPERTY + "=DIR";

    private NativeCache() { }

    /** Why the folder cannot be used: JavaCPP would take another one without a word, one that all users share. */
    static Optional<String> refusal() {
        // Either spelling is JavaCPP's.
        File wanted = new File(Stream.of(PROPERTY, "org.bytedeco.javacpp.cacheDir").map(System::getProperty).filter(Objects::nonNull)
                .findFirst().orElse(System.getProperty("user.home") + "/.javacpp/cache"));
        try {
            // As JavaCPP does it: links and relative names lead to the folder as well.
            return refusal(wanted.getCanonicalFile().toPath(), Loader.getCacheDir().toPath());
        } catch (IOException e) {
            return refusal(wanted.toPath(), Path.of(""));
        }
    }

    static Optional<String> refusal(Path wanted, Path chosen) {
        return wanted.equals(chosen) ? Optional.empty() : Optional.of("its native libraries, " + MIB
                + " MiB, cannot be unpacked into " + wanted + ", where nothing can be written; " + OTHER);
    }

    /** Takes away what a power cut damaged, before the libraries of these resources are loaded. */
    static void mend(List<String> resources) throws IOException {
        Path cache = Loader.getCacheDir().toPath();
        // JavaCPP holds this lock while it unpacks a file.
        try (FileChannel lock = FileChannel.open(cache.resolve(".lock"), StandardOpenOption.WRITE, StandardOpenOption.CREATE)) {
            lock.lock();
            for (UnpackedJar jar : jars(resources, cache)) {
                jar.mend();
            }
        }
    }

    /** Brings what was unpacked to the disk, after the libraries were loaded. */
    static void keep(List<String> resources) throws IOException {
        for (UnpackedJar jar : jars(resources, Loader.getCacheDir().toPath())) {
            jar.keep();
        }
    }

    private static List<UnpackedJar> jars(List<String> resources, Path cache) throws IOException {
        List<UnpackedJar> jars = new ArrayList<>();
        for (String resource : resources) {
            UnpackedJar.with(resource, cache).forEach(jars::add);
        }
        return jars;
    }

    /** That there was too little space in the folder, if loading failed for that. */
    static Optional<String> shortage() {
        try {
            Path folder = Loader.getCacheDir().toPath();
            return shortage(folder, Files.getFileStore(folder).getUsableSpace());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** The same for a folder with that many bytes left. */
    static Optional<String> shortage(Path folder, long free) {
        return free >= (long) MIB << 20 ? Optional.empty() : Optional.of("they are unpacked into " + folder + ", where they take "
                + MIB + " MiB and " + (free >> 20) + " MiB are free; make room, or " + OTHER);
    }

    /** What to do if the libraries are there and do not load. */
    static String remedy() {
        try {
            return "if it is damaged, delete " + Loader.getCacheDir() + ", where libraries are unpacked again";
        } catch (IOException e) {
            return OTHER;
        }
    }
}
