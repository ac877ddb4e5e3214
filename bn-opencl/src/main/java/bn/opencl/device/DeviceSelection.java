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

/** Finds the devices of this machine, and the one that a user asks for. */
public final class DeviceSelection {
    /** The device name of Aparapi's Java threads. */
    public static final String JAVA = "java";
    /** Held, so that its level is kept. It is off: Aparapi logs at length what is thrown as an exception here. */
    private static final Logger APARAPI = Logger.getLogger(Config.getLoggerName());

    private DeviceSelection() {}

    /** Whether libOpenCL was found. */
    public static boolean hasOpenCl() {
        APARAPI.setLevel(Level.OFF);
        return OpenCLLoader.isOpenCLAvailable();
    }

    /**
     * The OpenCL devices that can build kernels, GPUs first; empty without libOpenCL.
     *
     * @throws BnException if there are devices but none can build kernels
     */
    public static List<ComputeDevice> openCl() {
        List<ComputeDevice> devices = new ArrayList<>();
        List<BnException> failures = new ArrayList<>();
        if (hasOpenCl()) {
            List<OpenCLDevice> candidates = new OpenCLPlatform().getOpenCLPlatforms().stream()
                    .flatMap(platform -> platform.getOpenCLDevices().stream())
                    .sorted(Comparator.comparingInt(device -> kind(device).equals("gpu") ? 0 : 1)).toList();
            for (OpenCLDevice candidate : candidates) {
                try {
                    devices.add(new ComputeDevice(describe(devices.size(), candidate), Optional.of(candidate)));
                } catch (BnException e) {
                    failures.add(e);
                }
            }
        }
        if (devices.isEmpty() && !failures.isEmpty()) {
            throw failures.get(0);
        }
        return devices;
    }

    private static Device describe(int number, OpenCLDevice device) {
        OpenCLPlatform platform = device.getOpenCLPlatform();
        Set<DType> dtypes = DeviceExtensions.of(device).contains("cl_khr_fp64") ? EnumSet.allOf(DType.class)
                : EnumSet.of(DType.FLOAT32);
        return new Device(number + ": " + device.getName().strip(), kind(device), device.getGlobalMemSize(), dtypes,
                platform.getName().strip() + ", " + platform.getVersion().split(" {2}", -1)[0].strip() + ", Aparapi "
                        + version());
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
        try (InputStream in = DeviceSelection.class.getResourceAsStream("/bn/opencl/versions.properties")) {
            versions.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return versions.getProperty("aparapi");
    }

    /** Aparapi's Java threads as a device. */
    public static ComputeDevice java() {
        APARAPI.setLevel(Level.OFF);
        return new ComputeDevice(new Device("Java threads of Aparapi", JAVA, Runtime.getRuntime().maxMemory(),
                EnumSet.allOf(DType.class), "Aparapi " + version() + " without OpenCL"), Optional.empty());
    }

    /**
     * The device that a user asks for by number, by kind or by a part of its name; {@link #JAVA} is not handled here.
     *
     * @throws InvalidRequestException if there is none, or more than one of that name
     */
    public static ComputeDevice choose(List<ComputeDevice> devices, String wanted) {
        List<ComputeDevice> fitting = devices.stream().filter(device -> device.description().kind().equals(wanted)
                || device.description().name().startsWith(wanted + ":")).toList();
        if (fitting.isEmpty()) {
            fitting = devices.stream().filter(device -> device.description().name().toLowerCase(Locale.ROOT)
                    .contains(wanted.toLowerCase(Locale.ROOT))).toList();
            if (fitting.size() > 1) {
                throw new InvalidRequestException("more than one device has '" + wanted + "' in its name: " + names(fitting));
            }
        }
        if (fitting.isEmpty()) {
            throw new InvalidRequestException("backend 'opencl' has no device '" + wanted + "'; there "
                    + (devices.size() == 1 ? "is " : "are ")
                    + names(devices) + "; give a number, cpu, gpu, a part of the name, or " + JAVA);
        }
        return fitting.get(0);
    }

    private static String names(List<ComputeDevice> devices) {
        return devices.stream().map(device -> "'" + device.description().name() + "' (" + device.description().kind() + ")")
                .collect(Collectors.joining(", "));
    }
}
