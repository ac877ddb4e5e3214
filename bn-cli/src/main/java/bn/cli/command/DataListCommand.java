package bn.cli.command;

import bn.cli.console.Console;
import bn.cli.option.OutputFormat;
import bn.cli.view.DatasetListing;
import bn.experiments.data.catalog.DataFolders;
import bn.experiments.result.Json;
import jakarta.inject.Inject;
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
    private OutputFormat format;

    @Override
    public void run() {
        DatasetListing listing = DatasetListing.of(folders);
        if (format.json()) {
            console.printText(Json.text(listing));
        } else {
            listing.print(console);
        }
    }
}
