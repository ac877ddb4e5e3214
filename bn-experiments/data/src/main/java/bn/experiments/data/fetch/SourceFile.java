package bn.experiments.data.fetch;

import bn.experiments.data.DataFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A file of a data set.
 *
 * @param name under which mirrors have it and under which it is kept
 * @param checksum what it must have; one of the content allows the file to lie there gunzipped, without {@code .gz}
 */
public record SourceFile(String name, Checksum checksum) {
    private static final String GZIP = ".gz";

    /** The file in a folder if it is there and right. */
    public Optional<Path> in(Path folder) {
        Stream<String> names = checksum.gunzipped() && name.endsWith(GZIP)
                ? Stream.of(name, name.substring(0, name.length() - GZIP.length())) : Stream.of(name);
        return names.map(folder::resolve).filter(this::isIn).findFirst();
    }

    /**
     * Whether what was read is this file.
     *
     * @param read a file as it was opened, with the checksum of its content
     */
    boolean is(DataFile read) {
        return checksum.gunzipped() ? checksum.hex().equals(read.sha256()) : isIn(Path.of(read.name()));
    }

    /** Whether a file is this one. */
    boolean isIn(Path path) {
        return Files.isRegularFile(path) && checksum.mismatch(path).isEmpty();
    }
}
