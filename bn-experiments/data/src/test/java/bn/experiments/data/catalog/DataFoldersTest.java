package bn.experiments.data.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DataFoldersTest {
    private static final Path HOME = Path.of("home").toAbsolutePath();
    private static final Path OTHER = Path.of("other").toAbsolutePath();

    private static Path download(Map<String, String> environment, String system) {
        return DataFolders.of(environment, system, HOME).download("mnist");
    }

    @Test
    void theCacheIsWhereEachSystemHasIt() {
        assertEquals(HOME.resolve(".cache/bn/mnist"), download(Map.of(), "Linux"));
        assertEquals(OTHER.resolve("bn/mnist"), download(Map.of("XDG_CACHE_HOME", OTHER.toString()), "Linux"));
        assertEquals(HOME.resolve("Library/Caches/bn/mnist"), download(Map.of("XDG_CACHE_HOME", OTHER.toString()), "Mac OS X"));
        assertEquals(OTHER.resolve("bn/mnist"), download(Map.of("LOCALAPPDATA", OTHER.toString()), "Windows 11"));
        assertEquals(HOME.resolve("AppData/Local/bn/mnist"), download(Map.of(), "Windows 11"));
    }

    @Test
    void bnDataComesBeforeTheCache() {
        Map<String, String> environment = Map.of("BN_DATA", OTHER.toString(), "XDG_CACHE_HOME", HOME.toString());
        assertEquals(OTHER.resolve("mnist"), download(environment, "Linux"));
        assertEquals(HOME.resolve(".cache/bn/mnist"), download(Map.of("BN_DATA", " ", "XDG_CACHE_HOME", ""), "Linux"));
    }

    @Test
    void aRelativeCacheFolderDoesNotCount() {
        assertEquals(HOME.resolve(".cache/bn/mnist"), download(Map.of("XDG_CACHE_HOME", "caches"), "Linux"));
    }

    @Test
    void aGivenFolderIsTheOnlyOneLookedInto() {
        DataFolders folders = DataFolders.of(Map.of("BN_DATA", OTHER.toString()), "Linux", HOME);
        assertEquals(List.of(HOME.resolve("kmnist"), HOME), folders.candidates("kmnist", Optional.of(HOME)));
        assertEquals(List.of(OTHER.resolve("mnist"), OTHER), folders.candidates("mnist", Optional.empty()));
    }

    @Test
    void filesInNoFolderOfTheirOwnAreMnist() {
        DataFolders folders = DataFolders.of(Map.of("BN_DATA", OTHER.toString()), "Linux", HOME);
        assertEquals(List.of(OTHER.resolve("kmnist")), folders.candidates("kmnist", Optional.empty()));
    }
}
