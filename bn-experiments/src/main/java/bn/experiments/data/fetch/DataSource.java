package bn.experiments.data.fetch;

import bn.api.Remedy;
import bn.experiments.data.DataException;
import bn.experiments.data.DataFile;
import bn.experiments.data.DataRemedy;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

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

    /**
     * Checks that what was read is this data set, so that nothing else goes by its name.
     *
     * @param read the files that were read, in the order of {@link #files}
     * @param alternative what else can be done than to download the right files: the end of the message
     * @param remedies the same as values
     * @throws DataException if one has not the checksum that was published for it
     */
    public void require(List<DataFile> read, String alternative, Remedy... remedies) {
        for (int i = 0; i < files.size(); i++) {
            SourceFile file = files.get(i);
            if (!file.is(read.get(i))) {
                throw new DataException(read.get(i).name() + " is not " + file.name() + " of " + name + ": "
                        + file.checksum().label() + " is not the published one, " + file.checksum().hex() + "; download the right one"
                        + alternative, Stream.concat(Stream.of(DataRemedy.DOWNLOAD), Stream.of(remedies)).toArray(Remedy[]::new));
            }
        }
    }
}
