package bn.cli.option;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.api.DType;
import bn.api.InvalidRequestException;
import bn.api.backend.Availability;
import bn.api.backend.Backend;
import bn.api.backend.BackendOptions;
import bn.api.backend.BackendProvider;
import bn.api.backend.Device;
import bn.api.spi.Providers;
import bn.cli.console.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Proxy;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class BackendRequestTest {
    @TempDir
    private Path folder;

    @Test
    void whatFollowsTheColonIsTheDevice() {
        assertEquals(new BackendRequest("cpu", Optional.empty()), BackendRequest.parse("cpu"));
        assertEquals(new BackendRequest("opencl", Optional.of("java")), BackendRequest.parse("opencl:java"));
        assertEquals(new BackendRequest("opencl", Optional.of("0: a:b")), BackendRequest.parse("opencl:0: a:b"));
        assertEquals("opencl:0: a:b", BackendRequest.parse("opencl:0: a:b").label());
    }

    @Test
    void theDeviceIsNamedOnce() {
        assertEquals(BackendRequest.parse("opencl:java"), BackendRequest.of("opencl", "java"));
        assertEquals(BackendRequest.parse("opencl:java"), BackendRequest.of("opencl:java", null));
        InvalidRequestException e = assertThrows(InvalidRequestException.class, () -> BackendRequest.of("opencl:java", "cpu"));
        assertTrue(e.getMessage().contains("opencl:java") && e.getMessage().contains("--device cpu"), e.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ":", ":java", "opencl:"})
    void anEmptyNameOrDeviceIsRefused(String text) {
        assertThrows(InvalidRequestException.class, () -> BackendRequest.parse(text));
    }

    @Test
    void severalBackendsAreJoinedByCommas() throws IOException {
        assertEquals(List.of("toy", "toy:0", "other:java"), requested("--backend", "toy,toy:0,other:java"));
        assertEquals(List.of("toy:java"), requested("--backend", "toy", "--device", "java"));
    }

    @Test
    void withoutNamesAllThatAreAvailableAreTaken() throws IOException {
        assertTrue(requested().contains("toy"), () -> "the toy is missing");
        Providers<BackendProvider> none = BackendProvider.load(ClassLoader.getPlatformClassLoader());
        assertEquals(List.of(BackendRequest.parse("auto")), CommandLine.populateCommand(new BackendList()).requests(none));
    }

    @Test
    void aDeviceBelongsToOneBackend() {
        for (String[] options : new String[][] {{"--device", "java"}, {"--backend", "toy,other", "--device", "java"}}) {
            InvalidRequestException e = assertThrows(InvalidRequestException.class, () -> requested(options));
            assertTrue(e.getMessage().contains("NAME:DEVICE"), e.getMessage());
        }
    }

    @Test
    void whatItOpensIsAskedForAndASlowDeviceIsSaid() throws IOException {
        StringWriter err = new StringWriter();
        Console console = new Console(new PrintWriter(new StringWriter()), new PrintWriter(err), false, 80);
        BackendRequest.parse("toy:java").open(toys(), 3, console);
        assertEquals(new BackendOptions(Optional.of("java"), OptionalInt.of(3)), Toy.asked);
        assertEquals("device java: threads of a toy; for tests, not for speed", err.toString().strip());

        err.getBuffer().setLength(0);
        BackendRequest.parse("toy:cpu").open(toys(), null, console);
        assertEquals(new BackendOptions(Optional.of("cpu"), OptionalInt.empty()), Toy.asked);
        assertEquals("", err.toString());
    }

    private List<String> requested(String... options) throws IOException {
        return CommandLine.populateCommand(new BackendList(), options).requests(toys()).stream()
                .map(BackendRequest::label).toList();
    }

    private Providers<BackendProvider> toys() throws IOException {
        Path services = Files.createDirectories(folder.resolve("META-INF/services"));
        Files.writeString(services.resolve(BackendProvider.class.getName()), Toy.class.getName());
        return BackendProvider.load(new URLClassLoader(new URL[] {folder.toUri().toURL()}, getClass().getClassLoader()));
    }

    /** Opens a backend on a device of the kind that it is asked for. */
    public static final class Toy implements BackendProvider {
        private static BackendOptions asked;

        @Override
        public String name() {
            return "toy";
        }

        @Override
        public String description() {
            return "a toy";
        }

        @Override
        public int priority() {
            return 1;
        }

        @Override
        public Availability probe() {
            return new Availability.Available(List.of());
        }

        @Override
        public Backend open(BackendOptions options) {
            asked = options;
            Device device = new Device("threads of a toy", options.device().orElseThrow(), 0, Set.of(DType.FLOAT32), "none");
            return (Backend) Proxy.newProxyInstance(Backend.class.getClassLoader(), new Class<?>[] {Backend.class},
                    (proxy, method, arguments) -> method.getName().equals("name") ? "toy" : device);
        }
    }
}
