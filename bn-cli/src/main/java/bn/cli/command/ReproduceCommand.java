package bn.cli.command;

import bn.api.backend.Backend;
import bn.api.backend.BackendProvider;
import bn.api.norm.NormalizationProvider;
import bn.api.spi.Providers;
import bn.cli.console.Console;
import bn.cli.console.Interruption;
import bn.cli.console.ProgressBar;
import bn.cli.console.TextTable;
import bn.cli.wiring.CommandText;
import bn.experiments.data.Dataset;
import bn.experiments.data.catalog.DataFolders;
import bn.experiments.report.Claim;
import bn.experiments.report.Report;
import bn.experiments.report.Section;
import bn.experiments.report.html.HtmlReport;
import bn.experiments.reproduce.Conditions;
import bn.experiments.reproduce.Experiment;
import bn.experiments.reproduce.Reproduction;
import bn.experiments.reproduce.Scale;
import bn.experiments.result.Json;
import bn.experiments.result.OutputFolder;
import bn.experiments.result.Provenance;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code bn reproduce}. */
@Command(name = "reproduce", description = {
    "Tests the theory's main claims on a data set and says for each whether the data support it.",
    "Prints a table and writes report.html (self-contained, with plots) and claims.json to the output folder."})
public final class ReproduceCommand implements Callable<Integer> {
    @Inject
    private Providers<BackendProvider> backends;
    @Inject
    private Providers<NormalizationProvider> normalizations;
    @Inject
    private Console console;
    @Inject
    private Interruption interruption;
    @Inject
    private DataFolders folders;
    @Inject
    private CommandText commandText;
    @Mixin
    private DatasetOptions data;
    @Mixin
    private BackendChoice choice;
    @Mixin
    private Format format;

    @Option(names = "--quick", description = "Smaller experiments: under a minute instead of a few.")
    private boolean quick;
    @Option(names = "--seed", paramLabel = "N", defaultValue = "1",
            description = "Seed of everything random in the experiments; default ${DEFAULT-VALUE}.")
    private long seed;
    @Option(names = "--out", paramLabel = "DIR", defaultValue = "bn-report",
            description = "Folder for the report; default ${DEFAULT-VALUE}.")
    private Path out;

    /** What is printed as JSON and kept beside the report. */
    record Listing(String dataset, boolean quick, long seed, List<Claim> claims, String command, Provenance provenance) { }

    @Override
    public Integer call() {
        OutputFolder folder = new OutputFolder(out);
        HtmlReport.plotObstacle().ifPresent(obstacle -> console.note("bn: " + obstacle));
        Dataset dataset = data.load(folders);
        RateOptions.classified(dataset);
        try (Backend backend = choice.open(backends, console)) {
            List<Section> sections = new ArrayList<>();
            Conditions conditions = null;
            for (Experiment experiment : Reproduction.experiments()) {
                ProgressBar bar = new ProgressBar(console, String.format("%-11s", experiment.name()));
                conditions = new Conditions(dataset, backend, normalizations.get("batch"), quick ? Scale.QUICK : Scale.FULL, seed,
                        (share, detail) -> show(bar, share, detail));
                long start = System.nanoTime();
                sections.addAll(experiment.run(conditions));
                bar.close();
                console.note(String.format(Locale.ROOT, "%-11s done in %.1f s", experiment.name(),
                        (System.nanoTime() - start) * 1e-9));
            }
            Report report = Reproduction.report(sections, conditions, commandText.text());
            Listing listing = new Listing(dataset.name(), quick, seed, report.claims(), commandText.text(),
                    Provenance.of(backend));
            folder.write("claims.json", Json.text(listing));
            Path page = ReportPage.write(folder, report);
            if (format.json()) {
                console.printText(Json.text(listing));
            } else {
                print(report);
                console.print("Report: " + page);
            }
            return 0;
        }
    }

    private void show(ProgressBar bar, double share, String detail) {
        if (interruption.requested()) {
            throw new CancellationException("interrupted; no report was written");
        }
        bar.show(share, 1, detail);
    }

    private void print(Report report) {
        TextTable table = new TextTable("claim", "measured", "bar", "verdict");
        for (Claim claim : report.claims()) {
            table.row(claim.title(), claim.measured(), claim.bar(), claim.verdict().label());
        }
        console.print(table.toString());
        console.print(report.summary());
    }
}
