package bn.cpu;

import bn.api.BnException;
import bn.api.InvalidRequestException;
import bn.api.backend.Availability;
import bn.api.backend.Backend;
import bn.api.backend.BackendOptions;
import bn.api.backend.BackendProvider;
import bn.api.backend.Device;
import bn.cpu.onednn.OneDnn;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.openblas.global.openblas_nolapack;
import org.nd4j.common.config.ND4JClassLoading;
import org.nd4j.linalg.factory.Nd4j;

/** Finds and opens the CPU backend. Probing only looks for the native libraries; opening loads them. */
public final class CpuBackendProvider implements BackendProvider {
    static final String NAME = "cpu";
    private static final int MOST_THREADS = 1024;
    private static final String REMEDY = "add the jars javacpp, openblas and nd4j-native for this platform, or build the project on it";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String description() {
        return "all cores of this machine: ND4J storage, products by OpenBLAS and oneDNN, vectorised Java kernels";
    }

    @Override
    public int priority() {
        return 100;
    }

    @Override
    public Availability probe() {
        try {
            for (String library : libraries()) {
                if (getClass().getClassLoader().getResource(library) == null) {
                    return new Availability.Unavailable("no native library " + library + " was found", REMEDY);
                }
            }
            return new Availability.Available(List.of(CpuDevice.describe()));
        } catch (LinkageError | RuntimeException e) {
            return new Availability.Unavailable("looking for native libraries failed: " + e, REMEDY);
        }
    }

    private static List<String> libraries() {
        String platform = Loader.Detector.getPlatform();
        return List.of("org/bytedeco/openblas/" + platform + "/" + System.mapLibraryName("jniopenblas_nolapack"),
                "org/nd4j/linalg/cpu/nativecpu/bindings/" + platform + "/" + System.mapLibraryName("jnind4jcpu"));
    }

    @Override
    public Backend open(BackendOptions options) {
        options.device().filter(device -> !device.equals(NAME)).ifPresent(device -> {
            throw new InvalidRequestException("backend '" + NAME + "' has no device '" + device + "'; its only one is '" + NAME
                    + "'");
        });
        int threads = options.threads().orElse(Runtime.getRuntime().availableProcessors());
        if (threads > MOST_THREADS) {
            throw new InvalidRequestException("backend '" + NAME + "' has at most " + MOST_THREADS + " threads, got " + threads);
        }
        Availability found = probe();
        if (found instanceof Availability.Unavailable no) {
            throw new BnException("backend '" + NAME + "' is not available: " + no.reason() + "; " + no.remedy());
        }
        NativeCache.whyUnusable().ifPresent(reason -> {
            throw new BnException("backend '" + NAME + "' failed: " + reason);
        });
        load();
        CustomBlas.check();
        Device device = ((Availability.Available) found).devices().get(0);
        return new CpuBackend(device, threads);
    }

    /**
     * Loads ND4J and OpenBLAS. ND4J gets the class loader that has its classes, which may differ from the one it uses by default.
     */
    private static void load() {
        List<String> unpacked = new ArrayList<>(libraries());
        unpacked.add("org/bytedeco/javacpp/" + Loader.Detector.getPlatform() + "/" + System.mapLibraryName("jnijavacpp"));
        load(unpacked, () -> {
            ND4JClassLoading.setNd4jClassloader(Nd4j.class.getClassLoader());
            Nd4j.getBackend();
            Loader.load(openblas_nolapack.class);
        });
    }

    /** Loads oneDNN, which backends do when they first need it. */
    static void loadOneDnn() {
        try {
            load(OneDnn.libraries(), OneDnn::load);
        } catch (BnException e) {
            throw new BnException(e.getMessage() + "; " + OneDnn.REMEDY, e);
        }
    }

    private static synchronized void load(List<String> unpacked, Runnable loading) {
        try {
            NativeCache.deleteDamaged(unpacked);
            loading.run();
        } catch (IOException | LinkageError | RuntimeException e) {
            Throwable cause = e;
            while (cause.getCause() != null) {
                cause = cause.getCause();
            }
            throw new BnException("backend '" + NAME + "' failed to load its native libraries: " + cause + "; "
                    + NativeCache.lackOfSpace().orElseGet(NativeCache::remedy), e);
        }
        try {
            NativeCache.flush(unpacked);
        } catch (IOException e) {
            // The libraries are loaded. The next start compares them with the jar again.
            return;
        }
    }
}
