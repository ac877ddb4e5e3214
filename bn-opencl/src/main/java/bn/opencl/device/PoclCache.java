package bn.opencl.device;

import bn.api.BnException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;

/** The folder that PoCL compiles into. Where it cannot write there, its compiler ends the process. */
final class PoclCache {
    private static final String PLATFORM = "Portable Computing Language";
    /** What all our kernels take, 4 MiB, and temporary files of the compiler. */
    private static final int MIB = 16;

    private PoclCache() { }

    /**
     * Makes sure that kernels can be compiled.
     *
     * @throws BnException if the platform is PoCL and its folder has no room
     */
    static void check(String platform) {
        if (platform.equals(PLATFORM)) {
            check(folder(System.getenv()), MIB);
        }
    }

    /** The folder, by PoCL's own rules. */
    static Path folder(Map<String, String> environment) {
        String cache = environment.get("XDG_CACHE_HOME");
        String home = environment.get("HOME");
        return Path.of(environment.getOrDefault("POCL_CACHE_DIR", (cache != null ? cache : home != null ? home + "/.cache" : "/tmp") + "/pocl/kcache"));
    }

    /** The same for a folder, which need not be there, and so many MiB. */
    static void check(Path folder, int mib) {
        Path there = folder.toAbsolutePath();
        while (!Files.exists(there, LinkOption.NOFOLLOW_LINKS)) {
            there = there.getParent();
        }
        if (!Files.isDirectory(there) || !Files.isWritable(there)) {
            throw refused(folder, "nothing can be written");
        }
        try {
            long free = Files.getFileStore(there).getUsableSpace() >> 20;
            if (free < mib) {
                throw refused(folder, "it takes " + mib + " MiB and " + free + " MiB are free");
            }
        } catch (IOException e) {
            throw new BnException(refused(folder, "the free space is unknown: " + e).getMessage(), e);
        }
    }

    private static BnException refused(Path folder, String why) {
        return new BnException("PoCL compiles kernels into " + folder + ", where " + why + "; make room, or name another folder by "
                + "POCL_CACHE_DIR=DIR");
    }
}
