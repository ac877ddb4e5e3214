package bn.cpu;

import bn.api.BnException;
import bn.api.UsageException;
import bn.api.backend.Availability;
import bn.api.backend.Backend;
import bn.api.backend.BackendOptions;
import bn.api.backend.BackendProvider;
import bn.api.backend.Device;
import java.util.List;
import org.bytedeco.javacpp.Loader;
import org.nd4j.common.config.ND4JClassLoading;
import org.nd4j.linalg.factory.Nd4j;

/** Finds and opens the CPU backend. The probe only looks for the native libraries; opening loads them. */
public final class CpuBackendProvider implements BackendProvider {
    static final String NAME = "cpu";
    private static final String REMEDY =
            "add the jars javacpp, openblas and nd4j-native for this platform, or build the project on it";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String description() {
        return "all cores of this machine: ND4J storage, OpenBLAS products, vectorised Java kernels";
    }

    @Override
    public int priority() {
        return 100;
    }

    @Override
    public Availability probe() {
        try {
            String platform = Loader.Detector.getPlatform();
            List<String> libraries = List.of(
                    "org/bytedeco/openblas/" + platform + "/" + System.mapLibraryName("jniopenblas_nolapack"),
                    "org/nd4j/linalg/cpu/nativecpu/bindings/" + platform + "/" + System.mapLibraryName("jnind4jcpu"));
            for (String library : libraries) {
                if (getClass().getClassLoader().getResource(library) == null) {
                    return new Availability.Unavailable("no native library " + library + " was found", REMEDY);
                }
            }
            return new Availability.Available(List.of(CpuDevice.describe()));
        } catch (LinkageError e) {
            return new Availability.Unavailable("ND4J is not complete: " + e, REMEDY);
        }
    }

    @Override
    public Backend open(BackendOptions options) {
        options.device().filter(device -> !device.equals(NAME)).ifPresent(device -> {
            throw new UsageException("backend '" + NAME + "' has no device '" + device + "'; its only one is '" + NAME + "'");
        });
        Availability found = probe();
        if (found instanceof Availability.Unavailable no) {
            throw new BnException("backend '" + NAME + "' is not available: " + no.reason() + "; " + no.remedy());
        }
        load();
        Device device = ((Availability.Available) found).devices().get(0);
        return new CpuBackend(device, options.threads().orElse(Runtime.getRuntime().availableProcessors()));
    }

    /** Loads ND4J with the class loader that has it, which need not be the one that is asked by default. */
    private static void load() {
        try {
            ND4JClassLoading.setNd4jClassloader(Nd4j.class.getClassLoader());
            Nd4j.getBackend();
        } catch (LinkageError | RuntimeException e) {
            Throwable cause = e;
            while (cause.getCause() != null) {
                cause = cause.getCause();
            }
            throw new BnException("backend '" + NAME + "' failed to load its native libraries: " + cause + "; " + REMEDY, e);
        }
    }
}
