package bn.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The folders that libraries unpack or compile into. */
class CachesIT {
    @TempDir
    private Path scratch;

    private Launch.Result verify(String backend, String variable, String value) throws Exception {
        return Launch.bn(Launch.distribution(), scratch, Map.of(variable, value), "verify", "--backend", backend);
    }

    private void refused(Launch.Result result, String... parts) {
        assertEquals(1, result.code(), result.out() + result.err());
        // JDK 25 itself warns of a folder for temporary files that is not there.
        assertEquals(1, result.err().lines().filter(line -> !line.startsWith("WARNING: java.io.tmpdir")).count(), result.err());
        for (String part : parts) {
            assertTrue(result.err().contains(part), result.err());
        }
    }

    @Test
    void aLinkAndARelativeNameLeadToTheFolder() throws Exception {
        Path real = Files.createDirectories(Path.of(System.getProperty("user.home"), ".javacpp/cache"));
        Path link = Files.createSymbolicLink(scratch.resolve("link"), real);
        for (Path folder : new Path[] {link, Path.of("").toAbsolutePath().relativize(real)}) {
            Launch.Result result = verify("cpu", "BN_JAVA_OPTS", "-Dorg.bytedeco.javacpp.cachedir=" + folder);
            assertEquals(0, result.code(), result.err());
        }
    }

    @Test
    void aFileInPlaceOfAFolderIsNamed() throws Exception {
        Path file = Files.createFile(scratch.resolve("file"));
        refused(verify("cpu", "BN_JAVA_OPTS", "-Dorg.bytedeco.javacpp.cachedir=" + file), "cannot be unpacked into " + file);
        refused(verify("opencl", "BN_JAVA_OPTS", "-Djava.io.tmpdir=" + file), "into " + file, "-Djava.io.tmpdir=DIR");
    }

    /** PoCL's compiler ends the process where it cannot write. */
    @Test
    void aFolderThatPoclCannotUseIsNamed() throws Exception {
        Launch.Result listing = Launch.bn(Launch.distribution(), scratch, "backends");
        Assumptions.assumeTrue(listing.out().contains("Portable Computing Language"), "PoCL");
        Path file = Files.createFile(scratch.resolve("file"));
        refused(verify("opencl", "POCL_CACHE_DIR", file.toString()), "PoCL compiles kernels into " + file, "POCL_CACHE_DIR=DIR");
    }
}
