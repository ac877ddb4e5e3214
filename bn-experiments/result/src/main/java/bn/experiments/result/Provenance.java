package bn.experiments.result;

import bn.api.DType;
import bn.api.backend.Backend;
import bn.api.backend.Device;
import bn.api.spi.Origin;
import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The software and hardware that computed a result.
 *
 * @param bn version of this program, and the commit that it was built from
 * @param java version and name of the virtual machine
 * @param system operating system and processor
 * @param backend name of the backend
 * @param backendModule module that provides the backend
 * @param backendVersion version of that module
 * @param backendJar jar that contains the module
 * @param device name of the device
 * @param dtypes floating-point types that the device supports
 * @param software libraries that the device needs, with versions
 */
public record Provenance(String bn, String java, String system, String backend, String backendModule, String backendVersion,
        String backendJar, String device, List<String> dtypes, String software) implements Serializable {

    /** The provenance of results that a backend computes in this process. */
    public static Provenance of(Backend backend) {
        return of(backend.name(), backend.getClass(), backend.device());
    }

    /**
     * The provenance of results that a backend computes on a device in this process.
     *
     * @param type a class of the module that provides the backend
     */
    public static Provenance of(String name, Class<?> type, Device device) {
        Origin origin = Origin.of(type);
        return new Provenance(ProgramVersion.text(), Runtime.version() + ", " + System.getProperty("java.vm.name"),
                System.getProperty("os.name") + " " + System.getProperty("os.version") + " " + System.getProperty("os.arch")
                        + ", " + Runtime.getRuntime().availableProcessors() + " processors",
                name, origin.module(), origin.version(), origin.jar(), device.name(),
                device.dtypes().stream().sorted().map(DType::label).toList(), device.software());
    }

    /** What a report shows of it, by name, in the order to read it. */
    public Map<String, String> facts() {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("bn", bn);
        facts.put("backend", backend + " " + backendVersion + ", module " + backendModule);
        facts.put("device", device);
        facts.put("software", software);
        facts.put("Java", java);
        facts.put("system", system);
        return facts;
    }
}
