package bn.cpu;

import bn.api.DType;
import bn.api.backend.Device;
import bn.cpu.onednn.OneDnn;
import bn.cpu.vectors.VectorApi;
import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/** Describes this machine as a device, without loading a native library. */
final class CpuDevice {
    private CpuDevice() {}

    static Device describe() {
        long memory = ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getTotalMemorySize();
        return new Device(processor(), "cpu", memory, EnumSet.allOf(DType.class), software());
    }

    private static String processor() {
        return modelName().or(() -> Optional.ofNullable(System.getenv("PROCESSOR_IDENTIFIER")))
                .orElse(System.getProperty("os.arch")) + ", " + Runtime.getRuntime().availableProcessors() + " cores";
    }

    /** The processor's model name from Linux; empty on other systems and on some architectures. */
    private static Optional<String> modelName() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(line -> line.startsWith("model name")).findFirst()
                    .map(line -> line.substring(line.indexOf(':') + 1).strip());
        } catch (IOException | UncheckedIOException e) {
            return Optional.empty();
        }
    }

    private static String software() {
        Properties versions = new Properties();
        try (InputStream in = CpuDevice.class.getResourceAsStream("versions.properties")) {
            versions.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return "ND4J " + versions.getProperty("nd4j") + ", "
                + CustomBlas.description().orElse("OpenBLAS " + versions.getProperty("openblas")) + ", "
                + OneDnn.description(versions.getProperty("onednn")) + ", " + VectorApi.description();
    }
}
