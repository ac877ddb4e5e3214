package bn.cli.command;

import bn.cli.console.Console;
import bn.cli.console.Interruption;
import bn.cli.console.ProgressBar;
import bn.experiments.data.catalog.DataFolders;
import bn.experiments.data.fetch.DataSource;
import bn.experiments.data.fetch.DataSources;
import bn.experiments.data.fetch.FetchProgress;
import bn.experiments.data.fetch.FetchedFile;
import bn.experiments.data.fetch.Fetcher;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code bn data fetch}. */
@Command(name = "fetch", description = {
        "Downloads a data set over HTTPS and checks its files by the sizes and checksums published for them.",
        "A mirror that does not send the right file, or sends too slowly, is given up for the next one.",
        "Goes to BN_DATA, else to the user's cache folder. An incomplete download is kept and completed the next time."})
public final class DataFetchCommand implements Runnable {
    @Inject
    private DataFolders folders;
    @Inject
    private Console console;
    @Inject
    private Interruption interruption;

    @Parameters(paramLabel = "NAME", description = "The data set: mnist, fashion-mnist, kmnist or cifar10.")
    private String name;
    @Option(names = "--offline", description = "Ask no server; fail if a file is missing.")
    private boolean offline;

    @Override
    public void run() {
        DataSource source = DataSources.named(name);
        List<FetchedFile> files = new Fetcher(offline).fetch(source, folders.candidates(source.name(), Optional.empty()),
                folders.download(source.name()), progress());
        for (FetchedFile file : files) {
            console.print(file.path() + ": " + file.from().map(from -> "downloaded from " + from.getHost() + " and verified")
                    .orElse("already there and verified"));
        }
    }

    private FetchProgress progress() {
        ProgressBar bar = new ProgressBar(console, "fetching");
        return new FetchProgress() {
            @Override
            public void received(String file, long received, long total) {
                interruption.check("run it again to go on from there");
                bar.show((double) received, (double) total, String.format(Locale.ROOT, "%s, %.1f MB", file, received * 1e-6));
            }

            @Override
            public void failed(URI from, String reason) {
                console.note("bn: " + from + ": " + reason);
            }
        };
    }
}
