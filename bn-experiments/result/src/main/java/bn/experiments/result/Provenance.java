package bn.experiments.result;

import bn.api.DType;
import bn.api.backend.Backend;
import bn.api.backend.Device;
import bn.api.spi.Origin;
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
 * @param backendJar jar that the module is in
 * @param device what it computed on
 * @param dtypes what the device can compute in
 * @param software libraries that drive the device, with versions
 */
public record Provenance(String bn, String java, String system, String backend, String backendModule, String backendVersion,
        String backendJar, String device, List<String> dtypes, String software) {

    /** The provenance of what a backend computes in this process. */
    public static Provenance of(Backend backend) {
        return of(backend.name(), backend.getClass(), backend.device());
    }

    /**
     * The provenance of what a backend computes in this process on a device.
     *
     * @param type a class of the backend, which is in the module that provides it
     */
    public static Provenance of(String name, Class<?> type, Device device) {
        Origin origin = Origin.of(type);
        return new Provenance(Origin.of(Provenance.class).version(), Runtime.version() + ", " + System.getProperty("java.vm.name"),
                System.getProperty("os.name") + " " + System.getProperty("os.version") + " " + System.getProperty("os.arch")
                        + ", " + Runtime.getRuntime().availableProcessors() + " processors",
                name, origin.module(), origin.version(), origin.jar(), device.name(),
                device.dtypes().stream().sorted().map(DType::label).toList(), device.software());
    }
}
