package bn.cli.command;

import bn.cli.console.Console;
import bn.experiments.data.catalog.DataFolders;
import bn.experiments.data.catalog.Datasets;
import bn.experiments.data.fetch.DataSource;
import bn.experiments.data.fetch.DataSources;
import bn.experiments.data.fetch.SourceFile;
import bn.experiments.result.Json;
import jakarta.inject.Inject;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code bn data list}. */
@Command(name = "list", description = "Lists the data sets, and for those that can be downloaded sources and checksums.")
public final class DataListCommand implements Runnable {
    @Inject
    private DataFolders folders;
    @Inject
    private Console console;
    @Mixin
    private Format format;

    /** What is printed as JSON. */
    record Listing(List<String> datasets, List<Source> sources) { }

    /** A data set that can be downloaded; the folder is null if it is not there. */
    record Source(String name, String title, String licence, String citation, List<String> classes, List<SourceFile> files,
            List<String> mirrors, String folder) { }

    @Override
    public void run() {
        Listing listing = new Listing(Datasets.NAMES, DataSources.all().stream().map(this::source).toList());
        if (format.json()) {
            console.printText(Json.text(listing));
            return;
        }
        console.print("""
                synthetic-digits  drawn by this program, nothing to download
                mnist, fashion-mnist, kmnist, cifar10
                                  to be downloaded, see below
                idx               four IDX files of MNIST's naming in --data-dir; images of any size, 2 to 256 classes
                csv               --file F --target COLUMN
                npy               --file X.npy --targets y.npy, or --file F.npz
                """);
        listing.sources().forEach(this::print);
    }

    private Source source(DataSource source) {
        Optional<Path> found = source.findIn(folders.candidates(source.name(), Optional.empty()));
        return new Source(source.name(), source.title(), source.licence(), source.citation(),
                source.classes(), source.files(), source.mirrors().stream().map(URI::toString).toList(),
                found.map(Path::toString).orElse(null));
    }

    private void print(Source source) {
        console.print(source.name() + ": " + source.title());
        console.print("  cite      " + source.citation());
        console.print("  licence   " + source.licence());
        source.mirrors().forEach(mirror -> console.print("  mirror    " + mirror));
        source.files().forEach(file -> console.print(String.format(Locale.ROOT, "  %-9s %s  %s%s",
                file.checksum().algorithm().toLowerCase(Locale.ROOT), file.checksum().hex(), file.name(),
                file.checksum().gunzipped() ? ", gunzipped" : "")));
        console.print(source.folder() == null ? "  not here: bn data fetch " + source.name() : "  is in     " + source.folder());
    }
}
