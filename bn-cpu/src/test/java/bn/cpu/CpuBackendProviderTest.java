package bn.cpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.api.BnException;
import bn.api.DType;
import bn.api.InvalidRequestException;
import bn.api.backend.Availability;
import bn.api.backend.Backend;
import bn.api.backend.BackendOptions;
import bn.api.backend.BackendProvider;
import bn.api.backend.Device;
import bn.cpu.onednn.OneDnn;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.bytedeco.javacpp.Loader;
import org.junit.jupiter.api.Test;

class CpuBackendProviderTest {
    private static final String PLATFORM = "org.bytedeco.javacpp.platform";

    @Test
    void isFoundAvailableAndOpens() {
        BackendProvider provider = BackendProvider.load(getClass().getClassLoader()).get("cpu");
        Device device = assertInstanceOf(Availability.Available.class, provider.probe()).devices().get(0);
        assertEquals("cpu", device.kind());
        assertTrue(device.memoryBytes() > 0);
        assertEquals(Set.of(DType.FLOAT32, DType.FLOAT64), device.dtypes());
        String loops = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent() && Boolean.getBoolean("bn.cpu.vectors")
                ? "Vector API" : "plain loops \\(.*\\)";
        assertTrue(device.software().matches("ND4J 1\\S+, OpenBLAS 0\\.3\\.[^ ,]+, (no )?oneDNN [^,]+, " + loops),
                device.software());
        try (Backend backend = provider.open(new BackendOptions(Optional.of("cpu"), OptionalInt.empty()))) {
            assertEquals("cpu", backend.name());
            assertEquals(device, backend.device());
            assertEquals(Optional.empty(), backend.optional(String.class));
            backend.synchronize();
        }
    }

    @Test
    void oneDnnCanBeSwitchedOff() {
        try (Backend backend = KernelTest.openWithoutOneDnn(1)) {
            String software = backend.device().software();
            assertTrue(software.contains("no oneDNN (-Dbn.cpu.onednn=false)"), software);
        }
        String platform = Loader.Detector.getPlatform();
        String software = CpuDevice.describe().software();
        assertEquals(platform.equals("linux-x86_64"), software.contains(", oneDNN 2.7.1"), software);
    }

    @Test
    void winogradCanBeSwitchedOff() {
        System.setProperty("bn.cpu.winograd", "false");
        try {
            String software = CpuDevice.describe().software();
            assertEquals(OneDnn.available(), software.contains(" without Winograd"), software);
        } finally {
            System.clearProperty("bn.cpu.winograd");
        }
        assertFalse(CpuDevice.describe().software().contains("Winograd"));
    }

    @Test
    void customBlasIsNamedInTheDescriptionAndMustBeFound() {
        String name = "org.bytedeco.openblas.load";
        System.setProperty(name, "no_such_blas");
        try {
            String software = CpuDevice.describe().software();
            assertTrue(software.contains("products by no_such_blas (" + name + ")"), software);
            assertFalse(software.contains("OpenBLAS"), software);
            // JavaCPP loads the bundled library instead, or has already loaded it.
            BnException e = assertThrows(BnException.class, () -> new CpuBackendProvider().open(BackendOptions.DEFAULT));
            assertTrue(e.getMessage().startsWith("the library 'no_such_blas' that the property " + name), e.getMessage());
        } finally {
            System.clearProperty(name);
        }
    }

    @Test
    void messageNamesAFolderThatIsTooSmallOrNotWritable() {
        assertEquals(Optional.empty(), NativeCache.lackOfSpace(Path.of("/cache"), 470L << 20));
        String full = NativeCache.lackOfSpace(Path.of("/cache"), (470L << 20) - 1).orElseThrow();
        assertTrue(full.contains("/cache") && full.contains("470 MiB and 469 MiB are free")
                && full.contains("-Dorg.bytedeco.javacpp.cachedir=DIR"), full);
        assertEquals(Optional.empty(), NativeCache.whyUnusable());
        String unusable = NativeCache.whyUnusable(Path.of("/home/a/.javacpp/cache"), Path.of("/tmp/.javacpp-a/cache"))
                .orElseThrow();
        assertTrue(unusable.contains("470 MiB, cannot be unpacked into /home/a/.javacpp/cache"), unusable);
    }

    @Test
    void otherDevicesAreRefused() {
        InvalidRequestException e = assertThrows(InvalidRequestException.class,
                () -> new CpuBackendProvider().open(new BackendOptions(Optional.of("gpu:1"), OptionalInt.empty())));
        assertEquals("backend 'cpu' has no device 'gpu:1'; its only one is 'cpu'", e.getMessage());
    }

    @Test
    void absurdNumbersOfThreadsAreRefused() {
        InvalidRequestException e = assertThrows(InvalidRequestException.class,
                () -> new CpuBackendProvider().open(new BackendOptions(Optional.empty(), OptionalInt.of(1_000_000))));
        assertEquals("backend 'cpu' has at most 1024 threads, got 1000000", e.getMessage());
    }

    @Test
    void platformWithoutNativeLibrariesIsNotAvailable() {
        String before = System.getProperty(PLATFORM);
        System.setProperty(PLATFORM, "plan9-vax");
        try {
            CpuBackendProvider provider = new CpuBackendProvider();
            Availability.Unavailable no = assertInstanceOf(Availability.Unavailable.class, provider.probe());
            assertTrue(no.reason().contains("plan9-vax"), no.reason());
            BnException e = assertThrows(BnException.class, () -> provider.open(BackendOptions.DEFAULT));
            assertTrue(e.getMessage().contains(no.reason()) && e.getMessage().contains(no.remedy()), e.getMessage());
        } finally {
            if (before == null) {
                System.clearProperty(PLATFORM);
            } else {
                System.setProperty(PLATFORM, before);
            }
        }
    }
}
