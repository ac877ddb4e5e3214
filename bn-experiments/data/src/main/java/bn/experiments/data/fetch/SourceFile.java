package bn.experiments.data.fetch;

import bn.experiments.data.DataFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A file of a data set.
 *
 * @param name the name of the file on mirrors and on the disk
 * @param checksum the published checksum; if it is that of the content, the file on the disk may be decompressed, without
 *         {@code .gz}
 */
public record SourceFile(String name, Checksum checksum) {
    private static final String GZIP = ".gz";

    /** The file in a folder, if it exists and has the right checksum. */
    public Optional<Path> findIn(Path folder) {
        Stream<String> names = checksum.gunzipped() && name.endsWith(GZIP)
                ? Stream.of(name, name.substring(0, name.length() - GZIP.length())) : Stream.of(name);
        return names.map(folder::resolve).filter(this::matches).findFirst();
    }

    /**
     * Whether a file that was read is this one.
     *
     * @param read the file with the checksum of its content
     */
    boolean matches(DataFile read) {
        return checksum.gunzipped() ? checksum.hex().equals(read.sha256()) : matches(Path.of(read.name()));
    }

    /** Whether a file exists and has the right checksum. */
    boolean matches(Path path) {
        return Files.isRegularFile(path) && checksum.mismatch(path).isEmpty();
    }
}
