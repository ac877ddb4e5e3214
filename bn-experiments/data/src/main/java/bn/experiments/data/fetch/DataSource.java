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
 * @param name the name by which the user selects it
 * @param title a description: shape and subject of the images, numbers of examples
 * @param licence the licence and the copyright holder
 * @param citation the publication to cite
 * @param classes the names of the classes in the order of their labels
 * @param files the files
 * @param mirrors base URLs of the files, each ending with a slash, in the order in which they are tried
 */
public record DataSource(String name, String title, String licence, String citation, List<String> classes,
        List<SourceFile> files, List<URI> mirrors) {

    /** A source; the lists are copied. */
    public DataSource {
        classes = List.copyOf(classes);
        files = List.copyOf(files);
        mirrors = List.copyOf(mirrors);
    }

    /** The first of the folders that has all files with the right checksums. This reads the files. */
    public Optional<Path> findIn(List<Path> folders) {
        return folders.stream().filter(folder -> files.stream().allMatch(file -> file.findIn(folder).isPresent())).findFirst();
    }

    /**
     * Checks that files that were read are those of this data set.
     *
     * @param read the files that were read, in the order of {@link #files}
     * @param alternative what else can be done than to download the right files: the end of the message
     * @param remedies the same as values
     * @throws DataException if one has not the checksum that was published for it
     */
    public void require(List<DataFile> read, String alternative, Remedy... remedies) {
        for (int i = 0; i < files.size(); i++) {
            SourceFile file = files.get(i);
            if (!file.matches(read.get(i))) {
                throw new DataException(read.get(i).name() + " is not " + file.name() + " of " + name + ": "
                        + file.checksum().label() + " is not the published one, " + file.checksum().hex()
                        + "; download the right one"
                        + alternative, Stream.concat(Stream.of(DataRemedy.DOWNLOAD), Stream.of(remedies)).toArray(Remedy[]::new));
            }
        }
    }
}
