package bn.experiments.result;

import bn.api.DType;
import bn.api.backend.Backend;
import bn.api.backend.Device;
import java.util.List;

/**
 * What computed a result.
 *
 * @param bn version of this program
 * @param java version and name of the virtual machine
 * @param system operating system and processor
 * @param backend name of the backend
 * @param backendModule module that provides it
 * @param backendVersion version of that module
 * @param device what it computed on
 * @param dtypes what the device can compute in
 * @param software libraries that drive the device, with versions
 */
public record Provenance(String bn, String java, String system, String backend, String backendModule, String backendVersion,
        String device, List<String> dtypes, String software) {

    /** The provenance of what a backend computes in this process. */
    public static Provenance of(Backend backend) {
        Device device = backend.device();
        return new Provenance(version(Provenance.class), Runtime.version() + ", " + System.getProperty("java.vm.name"),
                System.getProperty("os.name") + " " + System.getProperty("os.version") + " " + System.getProperty("os.arch")
                        + ", " + Runtime.getRuntime().availableProcessors() + " processors",
                backend.name(), moduleName(backend.getClass()), version(backend.getClass()), device.name(),
                device.dtypes().stream().sorted().map(DType::label).toList(), device.software());
    }

    /** The name of a class's module, or what stands for it on the class path. */
    public static String moduleName(Class<?> type) {
        return type.getModule().isNamed() ? type.getModule().getName() : "(class path)";
    }

    /** The version of a class's module or jar. */
    public static String version(Class<?> type) {
        Module module = type.getModule();
        if (module.isNamed()) {
            return module.getDescriptor().rawVersion().orElse("unknown");
        }
        String version = type.getPackage().getImplementationVersion();
        return version == null ? "unknown" : version;
    }
}
