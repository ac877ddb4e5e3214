package bn.experiments.data.fetch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.api.InvalidRequestException;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DataSourcesTest {
    private static final Map<String, Integer> DIGITS = Map.of("MD5", 32, "SHA-256", 64);

    @Test
    void everySourceHasHttpsMirrorsAndValidChecksums() {
        Set<String> checksums = new HashSet<>();
        int files = 0;
        for (DataSource source : DataSources.all()) {
            assertFalse(source.mirrors().isEmpty());
            for (URI mirror : source.mirrors()) {
                assertEquals("https", mirror.getScheme());
                // Without the slash, resolving a name would replace the last segment of the path.
                assertTrue(mirror.getPath().endsWith("/"), mirror.toString());
            }
            assertFalse(source.files().isEmpty());
            for (SourceFile file : source.files()) {
                String hex = file.checksum().hex();
                assertTrue(hex.matches("[0-9a-f]{" + DIGITS.get(file.checksum().algorithm()) + "}"), hex);
                checksums.add(hex);
                files++;
            }
            assertEquals(10, new HashSet<>(source.classes()).size());
        }
        // All checksums are distinct, so none was copied to another file by mistake.
        assertEquals(files, checksums.size());
    }

    @Test
    void sourcesAreFoundByName() {
        assertSame(DataSources.KMNIST, DataSources.named("kmnist"));
        List<String> names = DataSources.all().stream().map(DataSource::name).toList();
        String message = assertThrows(InvalidRequestException.class, () -> DataSources.named("mnits")).getMessage();
        assertTrue(message.contains("there are " + String.join(", ", names)), message);
    }
}
