package bn.cli.command;

import bn.api.backend.BackendProvider;
import bn.api.norm.NormalizationProvider;
import bn.api.spi.Providers;
import bn.cli.console.Console;
import bn.cli.option.OutputFormat;
import bn.cli.view.BackendListing;
import bn.experiments.result.Json;
import jakarta.inject.Inject;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code bn backends}. */
@Command(name = "backends", description = {
        "Lists the backends that were found, whether each can be used, and on what; and the normalizations.",
        "Each with its module and jar; and what was found and cannot be used, with the reason."})
public final class BackendsCommand implements Runnable {
    @Inject
    private Providers<BackendProvider> backends;
    @Inject
    private Providers<NormalizationProvider> normalizations;
    @Inject
    private Console console;
    @Mixin
    private OutputFormat format;

    @Override
    public void run() {
        BackendListing listing = BackendListing.of(backends, normalizations);
        if (format.json()) {
            console.printText(Json.text(listing));
        } else {
            listing.print(console);
        }
    }
}
