package bn.spark;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Paths with a scheme, such as {@code hdfs://host/folder}. The commands know paths of this machine, so each gets one in a folder for
 * temporary files; nothing is there until {@link HadoopLocations} copies it.
 */
final class HadoopPaths implements AutoCloseable {
    /** Two letters at least: one is a drive of Windows. The last name is that of the file. */
    private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]+:/.*?([^/]*)/*");

    private final Path folder = Path.of(System.getProperty("java.io.tmpdir"), "bn-spark-" + UUID.randomUUID());
    private final Map<Path, String> addresses = new ConcurrentHashMap<>();

    /** The path of what an option names. */
    Path path(String text) {
        Matcher matcher = SCHEME.matcher(text);
        if (!matcher.matches()) {
            return Path.of(text);
        }
        String last = matcher.group(1).isEmpty() ? "root" : matcher.group(1);
        Path path = folder.resolve(String.valueOf(addresses.size())).resolve(last);
        addresses.put(path, text);
        return path;
    }

    /** What a user gave as such a path; empty if it is of this machine. */
    Optional<String> address(Path path) {
        return Optional.ofNullable(addresses.get(path));
    }

    /** Deletes the copies, as far as they can be deleted: the results are elsewhere. */
    @Override
    public void close() {
        if (!Files.exists(folder)) {
            return;
        }
        try {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.delete(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path visited, IOException e) throws IOException {
                    Files.delete(visited);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            // What is left only takes space.
        }
    }
}
