package bn.experiments.data.fetch;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A data set that can be downloaded.
 *
 * @param name how it is asked for
 * @param title what it is: shape, subject, numbers of examples
 * @param licence on what terms
 * @param citation whom to cite
 * @param classes the names of its classes in the order of their labels
 * @param files its files
 * @param mirrors folders on the web that have them, each ending in a slash, in the order in which they are tried
 */
public record DataSource(String name, String title, String licence, String citation, List<String> classes,
        List<SourceFile> files, List<URI> mirrors) {

    /** A source; the lists are copied. */
    public DataSource {
        classes = List.copyOf(classes);
        files = List.copyOf(files);
        mirrors = List.copyOf(mirrors);
    }

    /** The first of some folders that has all files as they must be; this reads them. */
    public Optional<Path> findIn(List<Path> folders) {
        return folders.stream().filter(folder -> files.stream().allMatch(file -> file.in(folder).isPresent())).findFirst();
    }
}
