package bn.api.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.api.BnException;
import bn.api.InvalidRequestException;
import bn.api.spi.Providers;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackendsTest {
    @TempDir
    private Path folder;

    @Test
    void autoTakesTheAvailableBackendOfTheHighestPriority() throws IOException {
        Providers<BackendProvider> providers = providers(Low.class, High.class, Missing.class);
        BnException opened = assertThrows(BnException.class, () -> Backends.open(providers, "auto", BackendOptions.DEFAULT));
        assertEquals("opened high", opened.getMessage());
    }

    @Test
    void anUnavailableBackendSaysWhyAndWhatToDo() throws IOException {
        Providers<BackendProvider> providers = providers(Missing.class);
        for (String name : List.of("missing", "auto")) {
            BnException e = assertThrows(BnException.class, () -> Backends.open(providers, name, BackendOptions.DEFAULT));
            assertTrue(e.getMessage().contains("no device; plug one in"), e.getMessage());
        }
    }

    /** Such as one that computes in Java where the driver of the default device is missing. */
    @Test
    void aDeviceThatIsNamedIsLeftToTheBackend() throws IOException {
        BackendOptions java = new BackendOptions(Optional.of("java"), OptionalInt.empty());
        Providers<BackendProvider> providers = providers(Missing.class);
        BnException opened = assertThrows(BnException.class, () -> Backends.open(providers, "missing", java));
        assertEquals("opened missing", opened.getMessage());
    }

    @Test
    void anUnknownNameListsWhatThereIs() throws IOException {
        Providers<BackendProvider> providers = providers(Low.class, High.class);
        InvalidRequestException e = assertThrows(InvalidRequestException.class, () -> Backends.open(providers, "gpu",
                BackendOptions.DEFAULT));
        assertEquals("no backend 'gpu'; there are high, low", e.getMessage());
    }

    @Test
    void withoutAnyProviderTheErrorSaysWhatWasLookedFor() throws IOException {
        BnException e = assertThrows(BnException.class, () -> Backends.open(providers(), "auto", BackendOptions.DEFAULT));
        assertEquals("no backend can be used; looked for providers of bn.api.backend.BackendProvider and found none; add the "
                + "bn-cpu jar or another backend's to the module path", e.getMessage());
    }

    @Test
    void theErrorNamesEveryProviderThatWasFoundAndWhatFailedToLoad() throws IOException {
        Providers<BackendProvider> providers = providers(Missing.class, Broken.class, Gone.class);
        BnException e = assertThrows(BnException.class, () -> Backends.open(providers, "auto", BackendOptions.DEFAULT));
        String failure = providers.failures().get(0);
        assertTrue(failure.contains("broken on purpose"), failure);
        assertEquals("no backend can be used; looked for providers of bn.api.backend.BackendProvider; backend 'gone' is not "
                + "available: no driver; install one; backend 'missing' is not available: no device; plug one in; " + failure
                + "; add the bn-cpu jar or another backend's to the module path", e.getMessage());
        assertEquals(1, e.getMessage().lines().count(), e.getMessage());
        assertEquals(List.of(), Backends.available(providers));
    }

    @Test
    void theAvailableOnesComeByPriority() throws IOException {
        List<BackendProvider> available = Backends.available(providers(Low.class, Missing.class, High.class));
        assertEquals(List.of("high", "low"), available.stream().map(BackendProvider::name).toList());
    }

    /** What is not needed is not asked: a probe of a driver takes its time. */
    @Test
    void autoAsksNoFurtherThanItNeeds() throws IOException {
        Providers<BackendProvider> providers = providers(High.class, Unasked.class);
        assertThrows(BnException.class, () -> Backends.open(providers, "auto", BackendOptions.DEFAULT));
    }

    @Test
    void aBrokenProviderLeavesTheOthersUsable() throws IOException {
        Providers<BackendProvider> providers = providers(Broken.class, Low.class);
        assertEquals(List.of("low"), providers.all().stream().map(BackendProvider::name).toList());
        assertEquals(1, providers.failures().size());
        assertTrue(providers.failures().get(0).contains("broken on purpose"), providers.failures().get(0));
    }

    /** Which of them is found first depends on the order of jars, so none of them is taken. */
    @Test
    void ofTwoProvidersOfANameNoneIsTaken() throws IOException {
        Providers<BackendProvider> providers = providers(Low.class, OtherLow.class, High.class);
        assertEquals(List.of("high"), providers.all().stream().map(BackendProvider::name).toList());
        String failure = providers.failures().get(0);
        assertTrue(failure.contains("2 providers of backend 'low'")
                && failure.contains(Low.class.getName() + " (module (class path) of /")
                && failure.contains(OtherLow.class.getName()), failure);
        for (String name : List.of("low", "auto")) {
            InvalidRequestException e = assertThrows(InvalidRequestException.class, () -> Backends.open(providers, name,
                    BackendOptions.DEFAULT));
            assertEquals(failure, e.getMessage());
        }
        assertEquals(Optional.empty(), Backends.best(providers));
        assertEquals("opened high",
                assertThrows(BnException.class, () -> Backends.open(providers, "high", BackendOptions.DEFAULT)).getMessage());
    }

    @Test
    void aProviderThatBreaksItsContractIsNamed() throws IOException {
        Providers<BackendProvider> providers = providers(Odd.class, Low.class);
        assertEquals("opened low",
                assertThrows(BnException.class, () -> Backends.open(providers, "auto", BackendOptions.DEFAULT)).getMessage());
        String where = Odd.class.getName() + " (module (class path) of /";
        BnException probed = assertThrows(BnException.class, () -> Backends.open(providers, "odd", BackendOptions.DEFAULT));
        assertTrue(
                probed.getMessage().contains("java.lang.IllegalStateException: no priority")
                        && probed.getMessage().contains(where),
                probed.getMessage());
        BackendOptions named = new BackendOptions(Optional.of("x"), OptionalInt.empty());
        BnException opened = assertThrows(BnException.class, () -> Backends.open(providers, "odd", named));
        assertTrue(opened.getMessage().contains("failed to open: java.lang.NoClassDefFoundError: a/Driver"), opened.getMessage());
    }

    @Test
    void aBackendThatCallsItselfOtherwiseIsRefused() throws IOException {
        BnException e = assertThrows(BnException.class,
                () -> Backends.open(providers(Liar.class), "liar", BackendOptions.DEFAULT));
        assertTrue(e.getMessage().contains("has the name 'cpu' when it is open"), e.getMessage());
    }

    private Providers<BackendProvider> providers(Class<?>... types) throws IOException {
        Path services = Files.createDirectories(folder.resolve("META-INF/services"));
        Files.write(services.resolve(BackendProvider.class.getName()), List.of(types).stream().map(Class::getName).toList());
        return BackendProvider.load(new URLClassLoader(new URL[] {folder.toUri().toURL()}, getClass().getClassLoader()));
    }

    /** A provider that opens nothing: it throws what it was asked. */
    abstract static class Named implements BackendProvider {
        private final String name;
        private final int priority;

        Named(String name, int priority) {
            this.name = name;
            this.priority = priority;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public String description() {
            return name;
        }

        @Override
        public int priority() {
            return priority;
        }

        @Override
        public Availability probe() {
            return new Availability.Available(List.of());
        }

        @Override
        public Backend open(BackendOptions options) {
            throw new BnException("opened " + name);
        }
    }

    public static final class Low extends Named {
        public Low() {
            super("low", 1);
        }
    }

    public static final class OtherLow extends Named {
        public OtherLow() {
            super("low", 1);
        }
    }

    public static final class High extends Named {
        public High() {
            super("high", 2);
        }
    }

    public static final class Missing extends Named {
        public Missing() {
            super("missing", 3);
        }

        @Override
        public Availability probe() {
            return new Availability.Unavailable("no device", "plug one in");
        }
    }

    public static final class Gone extends Named {
        public Gone() {
            super("gone", 5);
        }

        @Override
        public Availability probe() {
            return new Availability.Unavailable("no driver", "install one");
        }
    }

    public static final class Unasked extends Named {
        public Unasked() {
            super("unasked", 1);
        }

        @Override
        public Availability probe() {
            throw new IllegalStateException("was asked");
        }
    }

    public static final class Odd extends Named {
        public Odd() {
            super("odd", 0);
        }

        @Override
        public int priority() {
            throw new IllegalStateException("no priority");
        }

        @Override
        public Backend open(BackendOptions options) {
            throw new NoClassDefFoundError("a/Driver");
        }
    }

    public static final class Liar extends Named {
        public Liar() {
            super("liar", 0);
        }

        @Override
        public Backend open(BackendOptions options) {
            return (Backend) Proxy.newProxyInstance(Backend.class.getClassLoader(), new Class<?>[] {Backend.class},
                    (proxy, method, arguments) -> method.getName().equals("name") ? "cpu" : null);
        }
    }

    public static final class Broken extends Named {
        public Broken() {
            super("broken", 4);
            throw new IllegalStateException("broken on purpose");
        }
    }
}
