package bn.experiments.data.fetch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.api.UsageException;
import java.net.URI;
import java.util.HashSet;
import org.junit.jupiter.api.Test;

class DataSourceTest {
    @Test
    void everySourceIsFetchedOverHttpsFromFoldersAndChecked() {
        assertFalse(DataSource.all().isEmpty());
        for (DataSource source : DataSource.all()) {
            assertTrue(source.mirrors().size() >= 2);
            for (URI mirror : source.mirrors()) {
                assertEquals("https", mirror.getScheme());
                // without the slash, resolving a name would replace the last folder
                assertTrue(mirror.getPath().endsWith("/"), mirror.toString());
            }
            assertFalse(source.files().isEmpty());
            source.files().forEach(file -> assertTrue(file.sha256().matches("[0-9a-f]{64}")));
            assertEquals(source.files().size(), new HashSet<>(source.files().stream().map(SourceFile::sha256).toList()).size());
        }
    }

    @Test
    void namesAreLookedUp() {
        assertSame(DataSource.MNIST, DataSource.named("mnist"));
        assertTrue(assertThrows(UsageException.class, () -> DataSource.named("mnits")).getMessage().contains("there is mnist"));
    }
}
