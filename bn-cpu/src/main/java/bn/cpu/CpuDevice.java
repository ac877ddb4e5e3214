package bn.cpu;

import bn.api.DType;
import bn.api.backend.Device;
import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Properties;
import java.util.stream.Stream;

/** Describes the machine without loading a native library. */
final class CpuDevice {
    private static final Path LINUX_PROCESSORS = Path.of("/proc/cpuinfo");

    private CpuDevice() { }

    static Device describe() {
        long memory = ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getTotalMemorySize();
        return new Device(processor(), "cpu", memory, EnumSet.allOf(DType.class), software());
    }

    private static String processor() {
        String name = System.getenv("PROCESSOR_IDENTIFIER");
        if (Files.isReadable(LINUX_PROCESSORS)) {
            try (Stream<String> lines = Files.lines(LINUX_PROCESSORS)) {
                name = lines.filter(line -> line.startsWith("model name")).findFirst()
                        .map(line -> line.substring(line.indexOf(':') + 1).strip()).orElse(name);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return (name == null ? System.getProperty("os.arch") : name) + ", "
                + Runtime.getRuntime().availableProcessors() + " cores";
    }

    private static String software() {
        Properties versions = new Properties();
        try (InputStream in = CpuDevice.class.getResourceAsStream("versions.properties")) {
            versions.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return "ND4J " + versions.getProperty("nd4j") + ", OpenBLAS " + versions.getProperty("openblas");
    }
}
