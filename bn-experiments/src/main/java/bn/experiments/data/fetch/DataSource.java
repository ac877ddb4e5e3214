package bn.experiments.data.fetch;

import bn.api.UsageException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A data set that can be downloaded.
 *
 * @param name how it is asked for
 * @param title what it is
 * @param licence on what terms
 * @param citation whom to cite
 * @param files its files
 * @param mirrors folders on the web that have them, each ending in a slash, in the order in which they are tried
 */
public record DataSource(String name, String title, String licence, String citation, List<SourceFile> files, List<URI> mirrors) {
    /** The handwritten digits that everyone knows. */
    public static final DataSource MNIST = new DataSource("mnist",
            "MNIST: 28 x 28 grey images of handwritten digits, 60000 to train and 10000 to test",
            "Creative Commons Attribution-ShareAlike 3.0; copyright Yann LeCun and Corinna Cortes",
            "Y. LeCun, C. Cortes, C. J. C. Burges: The MNIST database of handwritten digits (1998)",
            List.of(new SourceFile("train-images-idx3-ubyte", "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db"),
                    new SourceFile("train-labels-idx1-ubyte", "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5"),
                    new SourceFile("t10k-images-idx3-ubyte", "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7"),
                    new SourceFile("t10k-labels-idx1-ubyte", "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2")),
            List.of(URI.create("https://ossci-datasets.s3.amazonaws.com/mnist/"),
                    URI.create("https://storage.googleapis.com/cvdf-datasets/mnist/")));

    /** A source; the lists are copied. */
    public DataSource {
        files = List.copyOf(files);
        mirrors = List.copyOf(mirrors);
    }

    /** All that are known. */
    public static List<DataSource> all() {
        return List.of(MNIST);
    }

    /**
     * The source of a name.
     *
     * @throws UsageException if there is none; the message lists what there is
     */
    public static DataSource named(String name) {
        return all().stream().filter(source -> source.name.equals(name)).findFirst().orElseThrow(() -> new UsageException(
                "no data set '" + name + "' to fetch; there is "
                        + String.join(", ", all().stream().map(DataSource::name).toList())));
    }

    /** The first of some folders that has all files with the right content; this reads them. */
    public Optional<Path> findIn(List<Path> folders) {
        return folders.stream().filter(folder -> files.stream().allMatch(file -> file.in(folder).isPresent())).findFirst();
    }
}
