package bn.experiments.data.fetch;

import bn.experiments.data.Content;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A file of a data set.
 *
 * @param name of the content; mirrors have it as gzip, with {@code .gz} behind the name
 * @param sha256 SHA-256 of the content in lower-case hexadecimal; mirrors may compress it differently
 */
public record SourceFile(String name, String sha256) {

    /** The name under which mirrors have it and under which it is kept. */
    public String gzipName() {
        return name + ".gz";
    }

    /** The file in a folder, gzip or plain, if it is there and its content is right. */
    public Optional<Path> in(Path folder) {
        return Stream.of(gzipName(), name).map(folder::resolve).filter(this::isIn).findFirst();
    }

    /** Whether a file holds this content. */
    boolean isIn(Path path) {
        try {
            return Files.isRegularFile(path) && Content.sha256(path).equals(sha256);
        } catch (IOException e) {
            return false;       // unreadable or damaged, so not this content
        }
    }
}
