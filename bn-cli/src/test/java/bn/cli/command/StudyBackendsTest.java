package bn.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.api.BnException;
import bn.api.DType;
import bn.api.backend.Availability;
import bn.api.backend.Backend;
import bn.api.backend.BackendOptions;
import bn.api.backend.BackendProvider;
import bn.api.backend.Device;
import bn.api.spi.Providers;
import bn.cli.console.Console;
import bn.cli.option.BackendRequest;
import bn.experiments.data.digits.SyntheticDigits;
import bn.experiments.result.Provenance;
import bn.experiments.study.DatasetSummary;
import bn.experiments.study.Protocol;
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
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two toys in addition to the backends of the class path: one that a new study would take, one whose driver comes and goes. */
class StudyBackendsTest {
    private static boolean driver;

    @TempDir
    private Path folder;
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void thereIsNoDriver() {
        driver = false;
    }

    private StudyBackends backends(String backend, String... others) throws IOException {
        Path services = Files.createDirectories(folder.resolve("META-INF/services"));
        Files.write(services.resolve(BackendProvider.class.getName()), List.of(Best.class.getName(), Driven.class.getName()));
        Providers<BackendProvider> providers = BackendProvider.load(new URLClassLoader(new URL[] {folder.toUri().toURL()},
                getClass().getClassLoader()));
        Optional<Protocol> begun = backend == null ? Optional.empty() : Optional.of(protocol(backend, others));
        return new StudyBackends(providers, begun, "study",
                new Console(new PrintWriter(err), new PrintWriter(err, true), false, 80));
    }

    private static Protocol protocol(String backend, String... others) {
        return new Protocol(DatasetSummary.of(SyntheticDigits.draw(1, 4, 2)), true, 1, 2, backend, List.of(others));
    }

    private static final BackendRequest AUTO = BackendRequest.parse("auto");

    @Test
    void aNewStudyTakesTheBestAndComparesWithAll() throws IOException {
        StudyBackends backends = backends(null);
        try (Backend backend = backends.open(backends.request(AUTO))) {
            assertEquals("best", backend.name());
        }
        assertTrue(backends.others("best").contains("cpu"), () -> backends.others("best").toString());
        assertEquals("", err.toString());
    }

    @Test
    void oneThatGoesOnKeepsItsBackendAndSaysSo() throws IOException {
        driver = true;
        StudyBackends backends = backends("cpu", "driven");
        BackendRequest request = backends.request(AUTO);
        assertEquals("cpu", request.label());
        assertEquals("best", backends.request(BackendRequest.parse("best")).label(),
                "what is asked for is compared with the study");
        backends.open(request).close();
        assertEquals("bn: study goes on with backend cpu, which it was begun with; a new study would take best",
                err.toString().strip());
    }

    @Test
    void aDriverThatCameChangesNothing() throws IOException {
        driver = true;
        StudyBackends backends = backends("best");
        assertEquals(List.of(), backends.others("best"));
        assertTrue(err.toString().contains("bn: backend driven can be used now; study goes on without it, as it was begun"),
                err.toString());
    }

    @Test
    void aDriverThatWentIsMissedWhereItIsNeededOnly() throws IOException {
        StudyBackends backends = backends("best", "driven");
        assertEquals(List.of("driven"), backends.others("best"));
        BnException e = assertThrows(BnException.class, () -> backends.require(protocol("best", "driven"), name -> 3));
        assertTrue(e.getMessage()
                .startsWith("study compares with backend 'driven', which cannot be used now: no driver; install it; 3 of the "
                        + "trials that are left need it"),
                e.getMessage());
        backends.require(protocol("best", "driven"), name -> 0);
        assertTrue(err.toString().contains("nothing that is left needs it"), err.toString());
    }

    @Test
    void whatComputesIsRecordedOfAll() throws IOException {
        driver = true;
        StudyBackends backends = backends("best", "driven");
        try (Backend backend = backends.open(BackendRequest.parse("best"))) {
            List<Provenance> all = backends.provenance(backend, List.of("driven"));
            assertEquals(List.of("best", "driven"), all.stream().map(Provenance::backend).toList());
            assertEquals("driver 1", all.get(1).software());
        }
    }

    @Test
    void aBackendThatIsGoneIsNamedWithItsStudy() throws IOException {
        StudyBackends backends = backends("driven");
        BnException e = assertThrows(BnException.class, () -> backends.open(backends.request(AUTO)));
        assertTrue(e.getMessage().startsWith("study was begun with backend driven: backend 'driven' is not available: no driver"),
                e.getMessage());
    }

    /** A toy, open or not. */
    abstract static class Toy implements BackendProvider {
        @Override
        public String description() {
            return "a toy";
        }

        @Override
        public Availability probe() {
            return new Availability.Available(List.of(device()));
        }

        private static Device device() {
            return new Device("toy", "cpu", 0, Set.of(DType.FLOAT32), "driver 1");
        }

        @Override
        public Backend open(BackendOptions options) {
            return (Backend) Proxy.newProxyInstance(Backend.class.getClassLoader(), new Class<?>[] {Backend.class},
                    (proxy, method, arguments) -> switch (method.getName()) {
                        case "name" -> name();
                        case "device" -> device();
                        default -> null;
                    });
        }
    }

    public static final class Best extends Toy {
        @Override
        public String name() {
            return "best";
        }

        @Override
        public int priority() {
            return 1000;
        }
    }

    public static final class Driven extends Toy {
        @Override
        public String name() {
            return "driven";
        }

        @Override
        public int priority() {
            return 1;
        }

        @Override
        public Availability probe() {
            return driver ? super.probe() : new Availability.Unavailable("no driver", "install it");
        }
    }
}
