package bn.benchmarks.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Describes the machine on which the tables are measured. */
final class Machine {

    private Machine() {}

    static String describe() throws IOException {
        String processor = "unknown processor";
        for (String line : Files.readAllLines(Path.of("/proc/cpuinfo"))) {
            if (line.startsWith("model name")) {
                processor = line.substring(line.indexOf(':') + 1).strip();
                break;
            }
        }
        return processor + ", " + Runtime.getRuntime().availableProcessors() + " processors; "
                + System.getProperty("os.name") + " " + System.getProperty("os.version") + "; Java " + Runtime.version();
    }

    /** The load averages of the last 1, 5 and 15 minutes. */
    static String load() throws IOException {
        return String.join(" ", Arrays.copyOf(Files.readString(Path.of("/proc/loadavg")).split(" "), 3));
    }
}
