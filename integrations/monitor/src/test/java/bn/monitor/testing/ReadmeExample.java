package bn.monitor.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The example of a README, and the same lines in the test that runs them. */
public final class ReadmeExample {

    private ReadmeExample() {}

    /** The lines of the first block of Java. */
    public static List<String> inReadme(Path readme) throws IOException {
        return between(readme, "```java", "```");
    }

    /** The lines of the test between two comments. */
    public static List<String> inTest(Path source) throws IOException {
        return between(source, "// README", "// End of the README's example");
    }

    private static List<String> between(Path file, String begin, String end) throws IOException {
        List<String> lines = Files.readAllLines(file).stream().map(String::strip).toList();
        int first = lines.indexOf(begin) + 1;
        int length = lines.subList(first, lines.size()).indexOf(end);
        if (first == 0 || length < 0) {
            throw new IOException(file + " has no lines between " + begin + " and " + end);
        }
        return lines.subList(first, first + length);
    }
}
