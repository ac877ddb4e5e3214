package bn.opencl;

import bn.api.BnException;
import bn.api.backend.Availability;
import bn.api.backend.Backend;
import bn.api.backend.BackendOptions;
import bn.api.backend.BackendProvider;
import bn.opencl.device.ComputeDevice;
import bn.opencl.device.DeviceSelection;
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

    /** Java threads alone do not make the backend available: they are used only if the user names them. */
    @Override
    public Availability probe() {
        try {
            List<ComputeDevice> found = DeviceSelection.openCl();
            return found.isEmpty() ? absent() : new Availability.Available(
                    Stream.concat(found.stream(), Stream.of(DeviceSelection.java())).map(ComputeDevice::description).toList());
        } catch (BnException e) {
            return new Availability.Unavailable(e.getMessage(), "or use device 'java', which needs no driver but is slow");
        } catch (LinkageError | RuntimeException e) {
            return new Availability.Unavailable("looking for devices failed: " + e, "add the jars aparapi, aparapi-jni and bcel");
        }
    }

    private static Availability.Unavailable absent() {
        Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
        if (!Files.isDirectory(temporary) || !Files.isWritable(temporary) || temporary.toFile().getUsableSpace() < NATIVE_BYTES) {
            return new Availability.Unavailable(
                    "Aparapi unpacks its native code, " + (NATIVE_BYTES >> 20) + " MiB, into " + temporary
                            + ", which is full or not writable",
                    "name another folder with BN_JAVA_OPTS=-Djava.io.tmpdir=DIR");
        }
        return DeviceSelection.hasOpenCl()
                ? new Availability.Unavailable("libOpenCL was found, but no device",
                        "install the OpenCL driver of your GPU, or for processors PoCL (Debian: apt-get install pocl-opencl-icd)")
                : new Availability.Unavailable("libOpenCL was not found, or Aparapi has no native code for this platform",
                        "install an OpenCL loader and driver (Debian: apt-get install ocl-icd-libopencl1 pocl-opencl-icd)");
    }

    /** Ignores the number of threads: the OpenCL driver chooses it. */
    @Override
    public Backend open(BackendOptions options) {
        String wanted = options.device().orElse("0");
        if (wanted.equals(DeviceSelection.JAVA)) {
            return open(DeviceSelection.java());
        }
        List<ComputeDevice> found = DeviceSelection.openCl();
        if (found.isEmpty()) {
            throw new BnException("backend '" + NAME + "' is not available: " + absent().reason() + "; " + absent().remedy()
                    + "; or use device 'java', which needs neither but is slow");
        }
        return open(DeviceSelection.choose(found, wanted));
    }

    private static Backend open(ComputeDevice device) {
        return new OpenClBackend(device, device.isGpu());
    }
}
