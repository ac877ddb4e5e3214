package bn.experiments.page;

import bn.experiments.advice.Advice;
import bn.experiments.advice.MonitoredNetwork;
import bn.experiments.monitor.MonitoredRun;
import bn.experiments.monitor.OneLine;
import bn.experiments.monitor.Sentences;
import bn.experiments.report.Block;
import bn.experiments.report.NumberText;
import bn.experiments.report.Report;
import bn.experiments.report.Section;
import bn.experiments.report.Setting;
import bn.experiments.result.ProgramVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A monitored run as a report: what its numbers mean, then the numbers over the steps and by layer. {@link
 * bn.experiments.report.html.HtmlReport} writes it as one HTML page.
 */
public final class MonitorPage {
    private final MonitoredRun run;
    private final MonitorFigures figures;

    private MonitorPage(MonitoredRun run) {
        this.run = run;
        figures = new MonitorFigures(run);
    }

    /**
     * Makes the report.
     *
     * @param command the command line that makes it again
     */
    public static Report of(MonitoredRun run, String command) {
        MonitorPage page = new MonitorPage(run);
        List<Section> sections = Stream
                .of(List.of(page.summary()), page.rates(), page.scales(), page.streams(), page.advice(), page.loss(),
                        page.channels())
                .flatMap(List::stream).toList();
        return new Report("How batch norm regularizes " + page.model(), page.lede(), List.of(), Optional.empty(), sections,
                List.of(), page.limits(), command,
                page.settings(), List.of(new Setting("bn", ProgramVersion.text())));
    }

    private String model() {
        return run.model() == null ? "a network" : OneLine.of(run.model());
    }

    private String lede() {
        return (run.framework() == null ? "" : OneLine.of(run.framework()) + ", ") + NumberText.of(run.layers().size())
                + (run.layers().size() == 1 ? " layer" : " layers") + " with batch norm, as read to " + run.unit() + " "
                + NumberText.of((double) run.step()) + ". "
                + (run.finished() ? "The run is finished." : "The run is not finished.");
    }

    private Section summary() {
        List<String> text = new ArrayList<>(Sentences.of(run).stream().map(MonitorPage::symbols).toList());
        run.notes().forEach(note -> text.add("Note: " + OneLine.of(note) + "."));
        return new Section("Summary", text, List.of(), List.of());
    }

    /** The formulas of a sentence with symbols. Names of layers stay as they are. */
    private static String symbols(String sentence) {
        return sentence.replace("(sum of gamma^2 lambda)", "(sum of γ²λ)").replace("(|gamma| <", "(|γ| <")
                .replace("(learning rate / |w|^2)", "(learning rate / |w|²)");
    }

    private List<Section> rates() {
        return section("Rates", List.of(
                "λ = -(∂L/∂γ) / γ is the rate of the penalty (λ/2) vᵀSv that batch norm puts on the effective "
                        + "weights v of a channel (T3). Rates of a layer can cancel in their mean; their root mean square does not. The noise "
                        + "is the standard error of a channel's λ in a window, as root mean square over channels: a λ of 0 is read as "
                        + "about its noise.",
                "The net rate is the sum of γ²λ over the channels of a layer, the pull of batch norm in units of the loss: positive where it "
                        + "pulls the weights down. Intervals are 1.96 standard errors of a window."),
                Stream.concat(figures.rates().stream(), Stream.of(MonitorTables.layers(run))).toList());
    }

    private List<Section> scales() {
        return section("Scales and effective learning rates",
                List.of("Batch norm makes a channel independent of the scale of its weights w, "
                        + "so what counts is their direction. It learns with the effective learning rate, the learning rate over |w|², and turns by an "
                        + "angle in each step (T10). γ is the scale that batch norm gives to the channel."),
                figures.scales());
    }

    private List<Section> streams() {
        return run.streams().isEmpty() ? List.of()
                : section("Streams",
                        List.of("T13 says of the channels that scale together: the sum of γ²λ less the sum of β ∂L/∂β, with what "
                                + "linear maps without a normalization write, is what the readers let through. The error is the difference relative to "
                                + "the sum of the sizes of the terms. It is rounding if all activations between are positively homogeneous, such as "
                                + "ReLU, and the gradients are those of the loss."),
                        Stream.concat(figures.streams().stream(), Stream.of(MonitorTables.streams(run))).toList());
    }

    private List<Section> advice() {
        return run.streams().isEmpty() ? List.of()
                : List.of(AdvicePage.section(Advice.of(MonitoredNetwork.of(run), Optional.empty()), 1));
    }

    private List<Section> loss() {
        return section("Loss", List.of(), figures.loss());
    }

    private List<Section> channels() {
        return run.channels().isEmpty() ? List.of()
                : section("Channels",
                        List.of("λ and α are means over all readings of the run; α is the plain L2 rate that pulls as hard. "
                                + "The other numbers are those of the last reading. The file channels.csv of the run has all channels."),
                        List.of(MonitorTables.channels(run)));
    }

    /** A section that has something to show. */
    private static List<Section> section(String title, List<String> text, List<? extends Block> blocks) {
        return blocks.isEmpty() ? List.of() : List.of(new Section(title, text, List.of(), List.copyOf(blocks)));
    }

    private List<String> limits() {
        return List.of(
                "Standard errors are computed as if readings were independent. Readings that follow each other are not, so the true "
                        + "errors are larger.",
                "Only some steps are read. What happens between two readings is not seen.",
                "The rates are those of training, with the statistics of batches. Networks in evaluation mode are another function.",
                "A rate says how the penalty of batch norm pulls at this moment. It does not say what the network would be without it.");
    }

    private List<Setting> settings() {
        List<Setting> settings = new ArrayList<>(List.of(new Setting("folder", run.name()), new Setting("writer", run.writer())));
        if (run.framework() != null) {
            settings.add(new Setting("framework", run.framework()));
        }
        settings.add(new Setting("time", NumberText.of(run.seconds()) + " s"));
        return settings;
    }
}
