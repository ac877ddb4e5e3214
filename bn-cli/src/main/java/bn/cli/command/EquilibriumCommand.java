package bn.cli.command;

import bn.api.InvalidRequestException;
import bn.cli.console.Console;
import bn.cli.option.EquilibriumOptions;
import bn.cli.option.OptionValues;
import bn.cli.option.OutputFormat;
import bn.cli.option.RunLengthOptions;
import bn.cli.view.EquilibriumListing;
import bn.cli.view.ReportPage;
import bn.cli.wiring.CommandText;
import bn.experiments.advice.Equilibrium;
import bn.experiments.advice.ScheduleForecast;
import bn.experiments.page.EquilibriumPage;
import bn.experiments.report.html.HtmlReport;
import bn.experiments.result.Json;
import bn.experiments.result.OutputDirectory;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code bn equilibrium}. */
@Command(name = "equilibrium", description = {
        "What weight decay does to the weights before a batch norm, from the settings of the optimizer alone (T10, T16).",
        "The outputs of batch norm do not depend on the length of these weights. Decay shortens them and gradients lengthen them, until "
                + "both balance. Then each step turns them by an angle that optimizer and decay decide. With --schedule and --steps also "
                + "what the schedule of the learning rate does to length, angle and gradients."},
        footer = {"", "Example: bn equilibrium --lr 0.1 --weight-decay 5e-4 --momentum 0.9 --schedule cosine --steps 78200"})
public final class EquilibriumCommand implements Runnable {
    @Inject
    private Console console;
    @Inject
    private CommandText commandText;
    @Mixin
    private EquilibriumOptions optimizer;
    @Mixin
    private RunLengthOptions length;
    @Mixin
    private OutputFormat format;

    @Option(names = "--start", paramLabel = "X", defaultValue = "1",
            description = "Length of the weights before the first step, relative to equilibrium; default ${DEFAULT-VALUE}.")
    private double start;
    @Option(names = "--out", paramLabel = "DIR",
            description = "Folder for report.html, equilibrium.json and, with --steps, equilibrium.csv; default none is written.")
    private Path out;

    @Override
    public void run() {
        Equilibrium equilibrium = optimizer.equilibrium();
        Optional<RunLengthOptions.Run> run = length.run();
        if (run.isPresent()) {
            equilibrium = equilibrium.with(forecast(run.get()));
        } else if (start != 1) {
            throw new InvalidRequestException("--start is about a run: give its --steps");
        }
        if (out != null) {
            HtmlReport.plotObstacle().ifPresent(obstacle -> console.note("bn: " + obstacle));
            try (OutputDirectory folder = OutputDirectory.locked(out)) {
                folder.write("equilibrium.json", Json.text(equilibrium));
                if (equilibrium.schedule() != null) {
                    folder.write("equilibrium.csv", EquilibriumListing.csv(equilibrium.schedule()));
                }
                console.note("Report: " + ReportPage.write(folder, EquilibriumPage.of(equilibrium, commandText.text())));
            }
        }
        if (format.json()) {
            console.printText(Json.text(equilibrium));
        } else {
            new EquilibriumListing(equilibrium).print(console);
        }
    }

    private ScheduleForecast forecast(RunLengthOptions.Run run) {
        OptionValues.positive("--start", start);
        return ScheduleForecast.of(optimizer.balance(), run.schedule(), run.epochs(), run.stepsPerEpoch(), start * start);
    }
}
