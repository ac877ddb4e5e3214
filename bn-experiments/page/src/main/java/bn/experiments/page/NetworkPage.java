package bn.experiments.page;

import bn.experiments.page.NetworkRates.EffectRow;
import bn.experiments.page.NetworkTables.NumberTable;
import bn.experiments.report.BarChart;
import bn.experiments.report.Block;
import bn.experiments.report.Cell;
import bn.experiments.report.Figure;
import bn.experiments.report.NumberText;
import bn.experiments.report.Report;
import bn.experiments.report.Section;
import bn.experiments.report.Setting;
import bn.experiments.report.Table;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The rates of a network as a report of tables and charts, which {@link bn.experiments.report.html.HtmlReport} writes as one HTML
 * page.
 */
public final class NetworkPage {
    private NetworkPage() {}

    /**
     * Makes the report.
     *
     * @param data that the network was measured on
     */
    public static Report of(NetworkRates network, RatedData data) {
        List<Figure> figures = RateFigures.of(network);
        List<NumberTable> tables = NetworkTables.of(network);
        List<Section> sections = new ArrayList<>();
        sections.add(new Section("Rates", List.of(
                "λ = -(∂L/∂γ) / γ is the rate of the penalty (λ/2) vᵀSv that batch norm puts on the effective weights v of a "
                        + "unit (T3). Rates of inner layers cancel in their mean (T8); their root mean square (rms) does not. A negative rate "
                        + "pushes the weights of a unit outwards. α is the plain L2 rate that pulls as hard. Its noise part comes from the "
                        + "variance that a unit has, the clean example held, by the noise on the network's inputs; its signal part is the rest "
                        + "(T6). lr / |w|² is the learning rate of the direction of w (T10)."),
                List.of(), Stream.<Block>concat(Stream.of(table(tables.get(0))), figures.stream()).toList()));
        sections.add(new Section("In detail", NetworkFindings.of(network, NumberText::of).stream().map(Symbols::text).toList(),
                List.of(), List.of()));
        if (network.certified()) {
            sections.add(certificates(tables.get(1)));
        } else if (!network.streams().isEmpty()) {
            sections.add(StreamSection.of(network, table(tables.get(1))));
        }
        if (network.batchEffect() != null) {
            sections.add(new Section("Finite batches", List.of(
                    "Training normalizes by the statistics of a batch, which adds to the expected loss (T9). This is the part of "
                            + "the last hidden layer to first order in 1/M, for batches of M = " + network.batchEffect().batch()
                            + " drawn without replacement, with all layers below normalized by the statistics of all examples. Next to it is the "
                            + "two-term form of Luo et al. (2019), which has the variances of mean and deviation only.",
                    String.join(" ", network.batchEffect().range()),
                    "ℓ′ and ℓ″ are the derivatives of an example's loss with respect to the outputs of a unit; "
                            + "at the kink of a ReLU ℓ′ "
                            + "jumps, which counts as ℓ″ does; pairs are the covariances of the statistics of two units."),
                    List.of(), List.of(Figure.of(effect(network.batchEffect())))));
        }
        sections.add(AdvicePage.section(network.advice(), Math.min(1, network.advice().statements().size())));
        return new Report("How batch norm regularizes " + name(network), "Every unit of a trained network, read "
                + "on " + NumberText.of((double) network.examples()) + " examples of " + network.dataset() + asBatches(network)
                + ".",
                NetworkAnswers.of(network), Optional.of(figures.get(0)), sections, List.of(), List.of(),
                network.command(), settings(network, data), provenance(network, data));
    }

    /** The name of its architecture; that of its file if the architecture is a list of nodes. */
    private static String name(NetworkRates network) {
        return network.architecture().contains(";") ? String.valueOf(Path.of(network.checkpoint()).getFileName())
                : network.architecture();
    }

    private static String asBatches(NetworkRates network) {
        return network.batches() == 1 ? " as one batch" : " in " + NumberText.of(network.batches()) + " batches";
    }

    private static Section certificates(NumberTable table) {
        return new Section("Certificates", List.of(
                "|g + λSv| / |g| is 0 where the weights of a layer are at a stationary point of the loss with its rates as constants, "
                        + "and 1 where all rates are 0. The norm is |a|² = aᵀS⁺a, which other units of the inputs do not change. T8 says that "
                        + "the sum of γ²λ is the sum of β ∂L/∂β and what is let through above, "
                        + "which is 0 below batch norm with ε = 0. The error of T8 is relative to the sizes of its terms: it is rounding, "
                        + "whatever the state of the network."),
                List.of(), List.of(table(table)));
    }

    private static List<Setting> provenance(NetworkRates network, RatedData data) {
        List<Setting> provenance = new ArrayList<>(Setting.list(network.provenance().facts()));
        data.files().forEach(file -> provenance.add(Setting.checksum(file.name(), file.sha256())));
        return provenance;
    }

    private static List<Setting> settings(NetworkRates network, RatedData data) {
        return List.of(new Setting("checkpoint", network.checkpoint()), new Setting("architecture", network.architecture()),
                new Setting("normalization", network.normalization()),
                new Setting("data set", data.name() + ": " + data.description()),
                new Setting("examples", String.valueOf(network.examples())),
                new Setting("noise sigma", String.valueOf(network.noiseSigma())), new Setting("learning rate",
                        Double.isNaN(network.learningRate()) ? "unknown" : String.valueOf(network.learningRate())));
    }

    private static BarChart effect(EffectRow effect) {
        return new BarChart("What batches of " + effect.batch() + " add to the loss by the statistics of layer " + effect.layer(),
                "part", "added to the loss", List.of("from ℓ′", "from ℓ″", "kinks of ReLU",
                        "pairs of units", "sum (T9)", "two-term form"),
                List.of(new BarChart.Bars("added", List.of(effect.gradient(), effect.curvature(), effect.kinks(), effect.pairs(),
                        effect.sum(), effect.gammaDecay()))),
                List.of());
    }

    private static Table table(NumberTable numbers) {
        return new Table(Symbols.text(numbers.caption()), numbers.headers().stream().map(Symbols::header).toList(),
                numbers.rows().stream().map(row -> row.stream().map(NetworkPage::cell).toList()).toList());
    }

    private static Cell cell(Object value) {
        if (value instanceof String text) {
            return Cell.text(text);
        }
        double number = ((Number) value).doubleValue();
        return Double.isNaN(number) ? Cell.text("") : Cell.number(number);
    }
}
