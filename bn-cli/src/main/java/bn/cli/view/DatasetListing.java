package bn.cli.view;

import bn.cli.console.Console;
import bn.experiments.data.catalog.DataFolders;
import bn.experiments.data.catalog.Datasets;
import bn.experiments.data.fetch.DataSource;
import bn.experiments.data.fetch.DataSources;
import bn.experiments.data.fetch.SourceFile;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The results of {@code bn data list}: text, and as a record the JSON.
 *
 * @param datasets the names of all data sets
 * @param sources those that can be downloaded
 */
public record DatasetListing(List<String> datasets, List<SourceEntry> sources) {

    /** A data set that can be downloaded; the folder is null if its files are in none. */
    public record SourceEntry(String name, String title, String licence, String citation, List<String> classes,
            List<SourceFile> files,
            List<String> mirrors, String folder) {

        private static SourceEntry of(DataSource source, DataFolders folders) {
            Optional<Path> found = source.findIn(folders.candidates(source.name(), Optional.empty()));
            return new SourceEntry(source.name(), source.title(), source.licence(), source.citation(), source.classes(),
                    source.files(),
                    source.mirrors().stream().map(URI::toString).toList(), found.map(Path::toString).orElse(null));
        }

        private void print(Console console) {
            console.print(name + ": " + title);
            console.print("  cite      " + citation);
            console.print("  licence   " + licence);
            mirrors.forEach(mirror -> console.print("  mirror    " + mirror));
            files.forEach(file -> console.print(String.format(Locale.ROOT, "  %-9s %s  %s%s",
                    file.checksum().algorithm().toLowerCase(Locale.ROOT), file.checksum().hex(), file.name(),
                    file.checksum().gunzipped() ? ", gunzipped" : "")));
            console.print(folder == null ? "  not here: bn data fetch " + name : "  is in     " + folder);
        }
    }

    /** All data sets; downloaded ones are looked for in the folders. */
    public static DatasetListing of(DataFolders folders) {
        return new DatasetListing(Datasets.NAMES,
                DataSources.all().stream().map(source -> SourceEntry.of(source, folders)).toList());
    }

    /** Prints the names with the options that they need, then what can be downloaded. */
    public void print(Console console) {
        console.print("""
                synthetic-digits  drawn by this program, nothing to download
                mnist, fashion-mnist, kmnist, cifar10
                                  to be downloaded, see below
                idx               four IDX files of MNIST's naming in --data-dir; images of any size, 2 to 256 classes
                csv               --file F --target COLUMN
                npy               --file X.npy --targets y.npy, or --file F.npz
                """);
        sources.forEach(source -> source.print(console));
    }
}
