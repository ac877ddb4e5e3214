package bn.opencl;

import bn.api.BnException;
import bn.api.UsageException;
import bn.api.backend.Availability;
import bn.api.backend.Backend;
import bn.api.backend.BackendOptions;
import bn.api.backend.BackendProvider;
import bn.api.backend.Device;
import bn.opencl.device.Target;
import bn.opencl.device.Targets;
import java.util.ArrayList;
import java.util.List;

/** Finds and opens the OpenCL backend. */
public final class OpenClBackendProvider implements BackendProvider {
    static final String NAME = "opencl";

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
            if (!found.isEmpty()) {
                List<Device> devices = new ArrayList<>(found.stream().map(Target::description).toList());
                devices.add(Targets.java().description());
                return new Availability.Available(devices);
            }
            return Targets.hasOpenCl()
                    ? new Availability.Unavailable("libOpenCL was found, but no device",
                            "install the OpenCL driver of your GPU, or for processors PoCL (Debian: apt-get install pocl-opencl-icd)")
                    : new Availability.Unavailable("libOpenCL was not found, or Aparapi has no native code for this platform",
                            "install an OpenCL loader and driver (Debian: apt-get install ocl-icd-libopencl1 pocl-opencl-icd)");
        } catch (LinkageError | RuntimeException e) {
            return new Availability.Unavailable("looking for devices failed: " + e, "add the jars aparapi, aparapi-jni and bcel");
        }
    }

    @Override
    public Backend open(BackendOptions options) {
        options.threads().ifPresent(threads -> {
            throw new UsageException("backend '" + NAME + "' has no say in the number of threads; leave it out");
        });
        String wanted = options.device().orElse("0");
        if (wanted.equals(Targets.JAVA)) {
            return open(Targets.java());
        }
        if (probe() instanceof Availability.Unavailable no) {
            throw new BnException("backend '" + NAME + "' is not available: " + no.reason() + "; " + no.remedy()
                    + "; device 'java' needs neither, but is slow");
        }
        return open(Targets.choose(Targets.openCl(), wanted));
    }

    private static Backend open(Target target) {
        return new OpenClBackend(target, target.tiles());
    }
}
