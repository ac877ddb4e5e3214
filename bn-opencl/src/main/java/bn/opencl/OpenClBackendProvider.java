package bn.opencl;

import bn.api.BnException;
import bn.api.backend.Availability;
import bn.api.backend.Backend;
import bn.api.backend.BackendOptions;
import bn.api.backend.BackendProvider;
import bn.opencl.device.Target;
import bn.opencl.device.Targets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Finds and opens the OpenCL backend. */
public final class OpenClBackendProvider implements BackendProvider {
    static final String NAME = "opencl";
    private static final long NATIVE_BYTES = 4 << 20;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String description() {
        return "GPUs and other OpenCL devices: kernels translated by Aparapi, tensors that stay on the device";
    }

    @Override
    public int priority() {
        return 50;
    }

    /** Java threads do not count: they are there for whoever asks for them by name. */
    @Override
    public Availability probe() {
        try {
            List<Target> found = Targets.openCl();
            return found.isEmpty() ? absent() : new Availability.Available(
                    Stream.concat(found.stream(), Stream.of(Targets.java())).map(Target::description).toList());
        } catch (BnException e) {
            return new Availability.Unavailable(e.getMessage(), "device 'java' needs no driver, but is slow");
        } catch (LinkageError | RuntimeException e) {
            return new Availability.Unavailable("looking for devices failed: " + e, "add the jars aparapi, aparapi-jni and bcel");
        }
    }

    private static Availability.Unavailable absent() {
        Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
        if (!Files.isDirectory(temporary) || !Files.isWritable(temporary) || temporary.toFile().getUsableSpace() < NATIVE_BYTES) {
            return new Availability.Unavailable("Aparapi unpacks its native code, " + (NATIVE_BYTES >> 20) + " MiB, into " + temporary
                    + ", where there is no room or nothing can be written", "name another folder by BN_JAVA_OPTS=-Djava.io.tmpdir=DIR");
        }
        return Targets.hasOpenCl()
                ? new Availability.Unavailable("libOpenCL was found, but no device",
                        "install the OpenCL driver of your GPU, or for processors PoCL (Debian: apt-get install pocl-opencl-icd)")
                : new Availability.Unavailable("libOpenCL was not found, or Aparapi has no native code for this platform",
                        "install an OpenCL loader and driver (Debian: apt-get install ocl-icd-libopencl1 pocl-opencl-icd)");
    }

    /** The number of threads is the driver's affair. */
    @Override
    public Backend open(BackendOptions options) {
        String wanted = options.device().orElse("0");
        if (wanted.equals(Targets.JAVA)) {
            return open(Targets.java());
        }
        List<Target> found = Targets.openCl();
        if (found.isEmpty()) {
            throw new BnException("backend '" + NAME + "' is not available: " + absent().reason() + "; " + absent().remedy()
                    + "; device 'java' needs neither, but is slow");
        }
        return open(Targets.choose(found, wanted));
    }

    private static Backend open(Target target) {
        return new OpenClBackend(target, target.tiles());
    }
}
