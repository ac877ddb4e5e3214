package bn.opencl.device;

import bn.api.BnException;
import bn.api.DType;
import bn.api.InvalidRequestException;
import bn.api.backend.Device;
import com.aparapi.Config;
import com.aparapi.device.OpenCLDevice;
import com.aparapi.internal.opencl.OpenCLLoader;
import com.aparapi.internal.opencl.OpenCLPlatform;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;

/** Finds the devices of this machine. */
public final class Targets {
    /** The name of Aparapi's Java threads. */
    public static final String JAVA = "java";
    /** Held, so that its level stays; Aparapi reports at length what is an exception here. */
    private static final Logger APARAPI = Logger.getLogger(Config.getLoggerName());

    private Targets() { }

    /** Whether libOpenCL is there. */
    public static boolean hasOpenCl() {
        APARAPI.setLevel(Level.OFF);
        return OpenCLLoader.isOpenCLAvailable();
    }

    /**
     * The OpenCL devices that can build kernels, GPUs first; empty without libOpenCL.
     *
     * @throws BnException if there are devices, and none can build kernels
     */
    public static List<Target> openCl() {
        List<Target> targets = new ArrayList<>();
        List<BnException> obstacles = new ArrayList<>();
        if (hasOpenCl()) {
            List<OpenCLDevice> devices = new OpenCLPlatform().getOpenCLPlatforms().stream()
                    .flatMap(platform -> platform.getOpenCLDevices().stream())
                    .sorted(Comparator.comparingInt(device -> kind(device).equals("gpu") ? 0 : 1)).toList();
            for (OpenCLDevice device : devices) {
                try {
                    targets.add(new Target(describe(targets.size(), device), Optional.of(device)));
                } catch (BnException e) {
                    obstacles.add(e);
                }
            }
        }
        if (targets.isEmpty() && !obstacles.isEmpty()) {
            throw obstacles.get(0);
        }
        return targets;
    }

    private static Device describe(int number, OpenCLDevice device) {
        OpenCLPlatform platform = device.getOpenCLPlatform();
        Set<DType> dtypes = DeviceExtensions.of(device).contains("cl_khr_fp64") ? EnumSet.allOf(DType.class)
                : EnumSet.of(DType.FLOAT32);
        return new Device(number + ": " + device.getName().strip(), kind(device), device.getGlobalMemSize(), dtypes,
                platform.getName().strip() + ", " + platform.getVersion().split(" {2}")[0].strip() + ", Aparapi " + version());
    }

    private static String kind(OpenCLDevice device) {
        return switch (device.getType()) {
            case GPU -> "gpu";
            case CPU -> "cpu";
            default -> "accelerator";
        };
    }

    private static String version() {
        Properties versions = new Properties();
        try (InputStream in = Targets.class.getResourceAsStream("/bn/opencl/versions.properties")) {
            versions.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return versions.getProperty("aparapi");
    }

    /** Aparapi's Java threads. */
    public static Target java() {
        APARAPI.setLevel(Level.OFF);
        return new Target(new Device("Java threads of Aparapi", JAVA, Runtime.getRuntime().maxMemory(),
                EnumSet.allOf(DType.class), "Aparapi " + version() + " without OpenCL"), Optional.empty());
    }

    /**
     * The device that a user asks for: a number, a kind or a part of a name; {@link #JAVA} is not among them.
     *
     * @throws InvalidRequestException if there is none, or more than one of that name
     */
    public static Target choose(List<Target> targets, String wanted) {
        List<Target> fitting = targets.stream().filter(target -> target.description().kind().equals(wanted)
                || target.description().name().startsWith(wanted + ":")).toList();
        if (fitting.isEmpty()) {
            fitting = targets.stream().filter(target -> target.description().name().toLowerCase(Locale.ROOT)
                    .contains(wanted.toLowerCase(Locale.ROOT))).toList();
            if (fitting.size() > 1) {
                throw new InvalidRequestException("more than one device has '" + wanted + "' in its name: " + names(fitting));
            }
        }
        if (fitting.isEmpty()) {
            throw new InvalidRequestException("backend 'opencl' has no device '" + wanted + "'; there "
                    + (targets.size() == 1 ? "is " : "are ")
                    + names(targets) + "; give a number, cpu, gpu, a part of the name, or " + JAVA);
        }
        return fitting.get(0);
    }

    private static String names(List<Target> targets) {
        return targets.stream().map(target -> "'" + target.description().name() + "' (" + target.description().kind() + ")")
                .collect(Collectors.joining(", "));
    }
}
