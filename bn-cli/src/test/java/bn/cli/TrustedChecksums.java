package bn.cli;

import bn.experiments.result.Sha256;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The list that Maven compares downloads with: SHA-256 by path in a Maven repository. */
record TrustedChecksums(Map<String, String> byPath) {

    static TrustedChecksums read() throws IOException {
        Path list = Path.of(System.getProperty("bn.root"), ".mvn", "checksums", "checksums.sha256");
        try (Stream<String> lines = Files.lines(list)) {
            return new TrustedChecksums(lines.map(line -> line.split("  ", 2))
                    .collect(Collectors.toMap(cells -> cells[1], cells -> cells[0])));
        }
    }

    /** The path in a repository of what is named {@code pkg:maven/GROUP/ARTIFACT@VERSION?classifier=C&type=jar}. */
    static String path(String purl) {
        String[] cells = purl.split("[/@?]", -1);
        String classifier = purl.contains("classifier=") ? "-" + purl.replaceAll(".*classifier=([^&]*).*", "$1") : "";
        return String.join("/", cells[1].replace('.', '/'), cells[2], cells[3], cells[2] + "-" + cells[3] + classifier + ".jar");
    }

    /** The local repository of the build. */
    static Path repository() {
        return Path.of(System.getProperty("bn.repository"));
    }

    /** The jars of the class path that were downloaded, by path in the repository. */
    static List<String> downloadedClassPath() {
        String start = repository() + File.separator;
        String path = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return Stream.of(path.split(File.pathSeparator)).filter(jar -> jar.startsWith(start))
                .map(jar -> jar.substring(start.length()).replace(File.separatorChar, '/')).toList();
    }

    /** The SHA-256 of a file. */
    static String of(Path jar) throws IOException {
        return Sha256.of(Files.readAllBytes(jar));
    }
}
