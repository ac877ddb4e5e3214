package bn.opencl.device;

import bn.api.BnException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;

/** The folder that PoCL compiles kernels into. If it cannot write there, PoCL ends the process, so this checks first. */
final class PoclCache {
    private static final String PLATFORM = "Portable Computing Language";
    /** Room for all our kernels (4 MiB) and for temporary files of the compiler. */
    private static final int MIB = 16;

    private PoclCache() {}

    /**
     * Makes sure that kernels can be compiled.
     *
     * @throws BnException if the platform is PoCL and its folder is full or not writable
     */
    static void check(String platform) {
        if (platform.equals(PLATFORM)) {
            check(folder(System.getenv()), MIB);
        }
    }

    /** The folder, found by the rules that PoCL uses itself. */
    static Path folder(Map<String, String> environment) {
        String cache = environment.get("XDG_CACHE_HOME");
        String home = environment.get("HOME");
        return Path.of(environment.getOrDefault("POCL_CACHE_DIR",
                (cache != null ? cache : home != null ? home + "/.cache" : "/tmp") + "/pocl/kcache"));
    }

    /** Checks that a folder, which may not exist yet, can be written to and has this much free space. */
    static void check(Path folder, int mib) {
        Path existing = folder.toAbsolutePath();
        while (!Files.exists(existing, LinkOption.NOFOLLOW_LINKS)) {
            existing = existing.getParent();
        }
        if (!Files.isDirectory(existing) || !Files.isWritable(existing)) {
            throw unusable(folder, "nothing can be written");
        }
        try {
            long free = Files.getFileStore(existing).getUsableSpace() >> 20;
            if (free < mib) {
                throw unusable(folder, "it takes " + mib + " MiB and " + free + " MiB are free");
            }
        } catch (IOException e) {
            throw new BnException(unusable(folder, "the free space is unknown: " + e).getMessage(), e);
        }
    }

    private static BnException unusable(Path folder, String why) {
        return new BnException("PoCL compiles kernels into " + folder + ", where "
                + why + "; make room, or name another folder with "
                + "POCL_CACHE_DIR=DIR");
    }
}
