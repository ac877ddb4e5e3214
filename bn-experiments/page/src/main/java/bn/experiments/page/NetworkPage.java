package bn.experiments.page;

import bn.experiments.data.Dataset;
import bn.experiments.page.NetworkRates.EffectRow;
import bn.experiments.page.NetworkRates.LayerRow;
import bn.experiments.page.NetworkRates.UnitRow;
import bn.experiments.page.NetworkTables.NumberTable;
import bn.experiments.report.Axis;
import bn.experiments.report.BarChart;
import bn.experiments.report.Block;
import bn.experiments.report.Cell;
import bn.experiments.report.Figure;
import bn.experiments.report.NumberText;
import bn.experiments.report.ReferenceLine;
import bn.experiments.report.Report;
import bn.experiments.report.Section;
import bn.experiments.report.Series;
import bn.experiments.report.Setting;
import bn.experiments.report.Table;
import bn.experiments.report.XyChart;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * The rates of a network as a report of tables and charts, which {@link bn.experiments.report.html.HtmlReport} writes as one HTML
 * page.
 */
public final class NetworkPage {
    private static final int QUANTILES = 40;
    private static final int MANY_LAYERS = 6;
    /** The quantiles that are shown of many layers, at equal steps from 0 to 1. */
    private static final List<String> SHOWN = List.of("least", "quarter", "median", "three quarters", "largest");

    private NetworkPage() {}

    /**
     * Makes the report.
     *
     * @param dataset the data set that the network was measured on
     */
    public static Report of(NetworkRates network, Dataset dataset) {
        List<NumberTable> tables = NetworkTables.of(network);
        List<Section> sections = new ArrayList<>();
        sections.add(new Section("Rates", List.of(
                "λ = -(∂L/∂γ) / γ is the rate of the penalty (λ/2) vᵀSv that batch norm puts on the effective weights v of a "
                        + "unit (T3). Rates of inner layers cancel in their mean (T8); their root mean square (rms) does not. A negative rate "
                        + "pushes the weights of a unit outwards. α is the plain L2 rate that pulls as hard. Its noise part comes from the "
                        + "variance that a unit has, the clean example held, by the noise on the network's inputs; its signal part is the rest "
                        + "(T6). lr / |w|² is the learning rate of the direction of w (T10)."),
                List.of(), rates(network, tables.get(0))));
        if (network.certified()) {
            sections.add(certificates(tables.get(1)));
        } else if (!network.streams().isEmpty()) {
            sections.add(streams(network, tables.get(1)));
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
        return new Report("How batch norm regularizes " + network.architecture(), "Every unit of a trained network, read "
                + "on " + NumberText.of(network.examples()) + " examples of " + network.dataset() + asBatches(network) + ".",
                sections,
                network.command(), settings(network, dataset), provenance(network, dataset));
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

    private static Section streams(NetworkRates network, NumberTable table) {
        List<String> text = new ArrayList<>(List.of(
                "A stream is channels that scale together: all layers that add to them, as the blocks of a residual network do, and "
                        + "all that read them. T8 says of each channel that the sum of γ²λ over the normalizations that write it, and of what "
                        + "linear maps without a normalization write, is the sum of β ∂L/∂β and what the readers let through, "
                        + "which is 0 where they are normalized with ε = 0. So a single layer of a stream may have any rate; only their "
                        + "sum is bound. The errors are relative to the sizes of the terms: they are rounding, whatever the state of the "
                        + "network."));
        NetworkTables.obstacles(network).ifPresent(text::add);
        return new Section("Streams", text, List.of(), List.of(table(table)));
    }

    private static List<Setting> provenance(NetworkRates network, Dataset dataset) {
        List<Setting> provenance = new ArrayList<>(Setting.list(network.provenance().facts()));
        dataset.files().forEach(file -> provenance.add(Setting.checksum(file.name(), file.sha256())));
        return provenance;
    }

    private static List<Setting> settings(NetworkRates network, Dataset dataset) {
        return List.of(new Setting("checkpoint", network.checkpoint()), new Setting("architecture", network.architecture()),
                new Setting("normalization", network.normalization()),
                new Setting("data set", dataset.name() + ": " + dataset.description()),
                new Setting("examples", String.valueOf(network.examples())),
                new Setting("noise sigma", String.valueOf(network.noiseSigma())), new Setting("learning rate",
                        Double.isNaN(network.learningRate()) ? "unknown" : String.valueOf(network.learningRate())));
    }

    private static List<Block> rates(NetworkRates network, NumberTable table) {
        List<Block> blocks = new ArrayList<>(List.of(table(table)));
        blocks.add(Figure.of(distribution("λ", network, UnitRow::lambda)));
        if (network.layers().stream().anyMatch(layer -> !Double.isNaN(NetworkTables.mean(layer, UnitRow::alpha)))) {
            blocks.add(Figure.of(distribution("α", network, UnitRow::alpha)));
            blocks.add(Figure.of(new BarChart("Mean α of each layer in its two parts", "layer", "mean α",
                    network.layers().stream().map(layer -> layer.label(network).toString()).toList(),
                    List.of(bars("signal part", network, UnitRow::alphaSignal), bars("noise part", network, UnitRow::alphaNoise)),
                    List.of())));
        }
        return blocks;
    }

    private static BarChart.Bars bars(String name, NetworkRates network, ToDoubleFunction<UnitRow> value) {
        return new BarChart.Bars(name, network.layers().stream().map(layer -> NetworkTables.mean(layer, value)).toList());
    }

    /** A line for each of a few layers; for many layers a line for each of some quantiles. */
    private static XyChart distribution(String quantity, NetworkRates network, ToDoubleFunction<UnitRow> value) {
        List<ReferenceLine> zero = List.of(ReferenceLine.horizontal(0, "0"));
        if (network.layers().size() > MANY_LAYERS) {
            double[] layers = network.layers().stream().mapToDouble(LayerRow::layer).toArray();
            List<double[]> quantiles = network.layers().stream().map(layer -> quantiles(layer, value)).toList();
            List<Series> series = IntStream.range(0, SHOWN.size())
                    .mapToObj(i -> Series.of(SHOWN.get(i), Series.Style.LINE, layers,
                            quantiles.stream().mapToDouble(layer -> layer[QUANTILES * i / (SHOWN.size() - 1)]).toArray()))
                    .toList();
            return new XyChart(quantity + " of the units of each layer, in the order of the table", Axis.linear("layer"),
                    Axis.linear(quantity), series, zero);
        }
        double[] percents = IntStream.rangeClosed(0, QUANTILES).mapToDouble(i -> 100.0 * i / QUANTILES).toArray();
        List<Series> series = network.layers().stream().map(layer -> Series.of("layer " + layer.label(network), Series.Style.LINE,
                percents, quantiles(layer, value))).toList();
        return new XyChart("Distribution of " + quantity + " over the units of each layer",
                Axis.linear("percentage of the units below"), Axis.linear(quantity), series, zero);
    }

    /** The quantiles at equal steps from 0 to 1, interpolated linearly between units; NaN without a unit that has the value. */
    private static double[] quantiles(LayerRow layer, ToDoubleFunction<UnitRow> value) {
        double[] sorted = layer.units().stream().mapToDouble(value).filter(x -> !Double.isNaN(x)).sorted().toArray();
        double[] quantiles = new double[QUANTILES + 1];
        Arrays.fill(quantiles, Double.NaN);
        for (int i = 0; i <= QUANTILES && sorted.length > 0; i++) {
            double position = (sorted.length - 1.0) * i / QUANTILES;
            int below = (int) position;
            int above = Math.min(below + 1, sorted.length - 1);
            quantiles[i] = sorted[below] + (position - below) * (sorted[above] - sorted[below]);
        }
        return quantiles;
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
        return new Table(numbers.caption(), numbers.headers().stream().map(NetworkPage::symbols).toList(),
                numbers.rows().stream().map(row -> row.stream().map(NetworkPage::cell).toList()).toList());
    }

    private static Cell cell(Object value) {
        if (value instanceof String text) {
            return Cell.text(text);
        }
        double number = ((Number) value).doubleValue();
        return Double.isNaN(number) ? Cell.text("") : Cell.number(number);
    }

    /** A header with the symbols that it spells in ASCII. */
    private static String symbols(String header) {
        return header.replace("lambda S v", "λSv").replace("dL/dbeta", "∂L/∂β").replace("lambda", "λ").replace("alpha", "α")
                .replace("gamma", "γ").replace("beta", "β").replace("^2", "²").replace("sum ", "sum of ");
    }
}
