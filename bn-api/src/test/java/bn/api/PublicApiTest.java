package bn.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The public API of bn-api is the one in {@code api.txt}: it changes on purpose only (CONTRIBUTING.md). */
class PublicApiTest {
    private static final String ACCEPT = "mvn -pl bn-api test -Dtest=PublicApiTest -Dapi.accept=true";
    private static final Path LISTED = Path.of(System.getProperty("basedir", ""), "api.txt");

    private static List<String> api() throws IOException, URISyntaxException {
        return ApiListing.of(Path.of(Tensor.class.getProtectionDomain().getCodeSource().getLocation().toURI()));
    }

    @Test
    void theApiIsTheOneThatIsListed() throws IOException, URISyntaxException {
        List<String> now = api();
        if (Boolean.getBoolean("api.accept")) {
            Files.write(LISTED, now);
        }
        List<String> differences = ApiListing.differences(Files.readAllLines(LISTED), now);
        if (!differences.isEmpty()) {
            fail(String.join("\n  ", differences) + "\nIf this is on purpose, say it in CHANGELOG.md, run\n  " + ACCEPT
                    + "\nand commit " + LISTED.getFileName() + ".");
        }
    }

    @Test
    void membersOfExportedTypesAreListed() throws IOException, URISyntaxException {
        List<String> now = api();
        assertTrue(now.contains("public abstract interface bn.api.Tensor is java.lang.AutoCloseable"));
        assertTrue(now.contains("    public static final bn.api.DType bn.api.DType.FLOAT32"));
        assertTrue(
                now.contains("    protected abstract bn.api.checked.Kernels bn.api.checked.CheckedBackend.typed(bn.api.DType)"));
        assertTrue(now.stream().noneMatch(line -> line.contains("private ")));
    }

    @Test
    void whatUsersHaveToChangeForIsToldFromWhatIsNew() {
        List<String> before = List.of("public interface a.A", "    public abstract void a.A.f()",
                "    public abstract void a.A.g()");
        List<String> now = List.of("public interface a.A", "    public abstract int a.A.g()", "    public abstract void a.A.f()",
                "    public default void a.A.h()", "public interface a.B", "    public abstract void a.B.i()");
        assertEquals(List.of("The public API is not compatible with the one before; users and plug-ins have to be changed:",
                "gone or changed: public abstract void a.A.g()", "to be implemented: public abstract int a.A.g()",
                "The public API has grown:", "new: public default void a.A.h()", "new: public interface a.B",
                "new: public abstract void a.B.i()"), ApiListing.differences(before, now));
        assertEquals(List.of(), ApiListing.differences(now, now));
    }
}
