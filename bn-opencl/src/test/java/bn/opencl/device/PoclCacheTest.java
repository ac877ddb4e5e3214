package bn.opencl.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import bn.api.BnException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PoclCacheTest {
    @TempDir
    private Path folder;

    @Test
    void findsTheFolderAsPoclDoes() {
        assertEquals(Path.of("/p"), PoclCache.folder(Map.of("POCL_CACHE_DIR", "/p", "XDG_CACHE_HOME", "/x", "HOME", "/h")));
        assertEquals(Path.of("/x/pocl/kcache"), PoclCache.folder(Map.of("XDG_CACHE_HOME", "/x", "HOME", "/h")));
        assertEquals(Path.of("/h/.cache/pocl/kcache"), PoclCache.folder(Map.of("HOME", "/h")));
        assertEquals(Path.of("/tmp/pocl/kcache"), PoclCache.folder(Map.of()));
    }

    @Test
    void messageNamesAFolderThatIsFullOrNotWritable() throws IOException {
        PoclCache.check("another platform");
        PoclCache.check(folder, 0);
        PoclCache.check(folder.resolve("not/yet/there"), 0);
        refused(folder, Integer.MAX_VALUE, "it takes 2147483647 MiB and ");
        Path file = Files.createFile(folder.resolve("file"));
        refused(file, 0, "nothing can be written");
        refused(file.resolve("below"), 0, "nothing can be written");
        refused(Files.createSymbolicLink(folder.resolve("link"), Path.of("nowhere")), 0, "nothing can be written");
        PoclCache.check(Files.createSymbolicLink(folder.resolve("good"), Files.createDirectory(folder.resolve("other"))), 0);
    }

    private static void refused(Path folder, int mib, String why) {
        String message = assertThrows(BnException.class, () -> PoclCache.check(folder, mib)).getMessage();
        assertEquals("PoCL compiles kernels into " + folder + ", where " + why,
                message.substring(0, message.indexOf(why) + why.length()));
    }
}
