package bn.cli.view;

import bn.cli.view.NetworkListing.EffectRow;
import bn.cli.view.NetworkListing.LayerRow;
import bn.cli.view.NetworkListing.UnitRow;
import bn.cli.view.NetworkTables.NumberTable;
import bn.experiments.data.Dataset;
import bn.experiments.report.Axis;
import bn.experiments.report.BarChart;
import bn.experiments.report.Block;
import bn.experiments.report.Cell;
import bn.experiments.report.Figure;
import bn.experiments.report.ReferenceLine;
import bn.experiments.report.NumberText;
import bn.experiments.report.Report;
import bn.experiments.report.Section;
import bn.experiments.report.Series;
import bn.experiments.report.Setting;
import bn.experiments.report.Table;
import bn.experiments.report.XyChart;
import bn.experiments.study.Study;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** The report of {@code bn rate network}: its tables, with charts. */
public final class NetworkReport {
    private static final int QUANTILES = 40;

    private NetworkReport() { }

    /** The report. */
    public static Report of(NetworkListing listing, Dataset dataset) {
        List<NumberTable> tables = NetworkTables.of(listing);
        List<Section> sections = new ArrayList<>();
        sections.add(new Section("Rates", List.of(
                "λ = -(∂L/∂γ) / γ is the rate of the penalty (λ/2) vᵀSv that batch norm puts on the effective weights v of a "
                + "unit (T3). Rates of inner layers cancel in their mean (T8); their root mean square (rms) does not. A negative rate "
                + "pushes the weights of a unit outwards. α is the plain L2 rate that pulls as hard. Its noise part comes from the "
                + "variance that a unit has, the clean example held, by the noise on the network's inputs; its signal part is the rest "
                + "(T6). lr / |w|² is the learning rate of the direction of w (T10)."),
                List.of(), rates(listing, tables.get(0))));
        sections.add(new Section("Certificates", List.of(
                "|g + λSv| / |g| is 0 where the weights of a layer are at a stationary point of the loss with its rates as constants, "
                + "and 1 where all rates are 0. The norm is |a|² = aᵀS⁺a, which does not depend on the units of the inputs. T8 says that "
                + "the sum of γ²λ is the sum of β ∂L/∂β and what the linear layer above lets through, "
                + "which is 0 below batch norm with ε = 0. The error of T8 is relative to the sizes of its terms: it is rounding, "
                + "whatever the state of the network."),
                List.of(), List.of(table(tables.get(1)))));
        if (listing.batchEffect() != null) {
            sections.add(new Section("Finite batches", List.of(
                    "Training normalizes by the statistics of a batch, which adds to the expected loss (T9). This is the part of "
                    + "the last hidden layer to first order in 1/M, for batches of M = " + listing.batchEffect().batch()
                    + " drawn without replacement, with all layers below normalized by the statistics of all examples. Next to it is the "
                    + "two-term form of Luo et al. (2019), which has the variances of mean and deviation only.",
                    String.join(" ", NetworkTables.range()),
                    "ℓ′ and ℓ″ are the derivatives of an example's loss with respect to the outputs of a unit; at the kink of a ReLU ℓ′ "
                    + "jumps, which counts as ℓ″ does; pairs are the covariances of the statistics of two units."),
                    List.of(), List.of(Figure.of(effect(listing.batchEffect())))));
        }
        return new Report("How batch norm regularizes " + listing.architecture(), "Every unit of a trained network, read "
                + "on " + NumberText.of(listing.examples()) + " examples of " + listing.dataset() + " as one batch.", sections,
                listing.command(), settings(listing, dataset), Study.origins(List.of(listing.provenance()), dataset.files()));
    }

    private static List<Setting> settings(NetworkListing listing, Dataset dataset) {
        return List.of(new Setting("checkpoint", listing.checkpoint()), new Setting("architecture", listing.architecture()),
                new Setting("normalization", listing.normalization()),
                new Setting("data set", dataset.name() + ": " + dataset.description()),
                new Setting("examples", String.valueOf(listing.examples())),
                new Setting("noise sigma", String.valueOf(listing.noiseSigma())), new Setting("learning rate",
                        Double.isNaN(listing.learningRate()) ? "unknown" : String.valueOf(listing.learningRate())));
    }

    private static List<Block> rates(NetworkListing listing, NumberTable table) {
        List<Block> blocks = new ArrayList<>(List.of(table(table)));
        blocks.add(Figure.of(distribution("Distribution of λ over the units of each layer", "λ", listing, UnitRow::lambda)));
        if (listing.layers().stream().anyMatch(layer -> !Double.isNaN(NetworkTables.mean(layer, UnitRow::alpha)))) {
            blocks.add(Figure.of(distribution("Distribution of α over the units of each layer", "α", listing, UnitRow::alpha)));
            blocks.add(Figure.of(new BarChart("Mean α of each layer in its two parts", "layer", "mean α",
                    listing.layers().stream().map(layer -> String.valueOf(layer.layer())).toList(),
                    List.of(bars("signal part", listing, UnitRow::alphaSignal), bars("noise part", listing, UnitRow::alphaNoise)),
                    List.of())));
        }
        return blocks;
    }

    private static BarChart.Bars bars(String name, NetworkListing listing, ToDoubleFunction<UnitRow> value) {
        return new BarChart.Bars(name, listing.layers().stream().map(layer -> NetworkTables.mean(layer, value)).toList());
    }

    private static XyChart distribution(String title, String quantity, NetworkListing listing, ToDoubleFunction<UnitRow> value) {
        double[] percentages = IntStream.rangeClosed(0, QUANTILES).mapToDouble(i -> 100.0 * i / QUANTILES).toArray();
        List<Series> series = listing.layers().stream().map(layer -> Series.of("layer " + layer.layer(), Series.Style.LINE,
                percentages, quantiles(layer, value))).toList();
        return new XyChart(title, Axis.linear("percentage of the units below"), Axis.linear(quantity), series,
                List.of(ReferenceLine.horizontal(0, "0")));
    }

    /** The quantiles of the units' values, interpolated between units; NaN without units. */
    private static double[] quantiles(LayerRow layer, ToDoubleFunction<UnitRow> value) {
        double[] sorted = layer.units().stream().mapToDouble(value).filter(x -> !Double.isNaN(x)).sorted().toArray();
        double[] quantiles = new double[QUANTILES + 1];
        Arrays.fill(quantiles, Double.NaN);
        for (int i = 0; i <= QUANTILES && sorted.length > 0; i++) {
            double place = (sorted.length - 1.0) * i / QUANTILES;
            int below = (int) place;
            int above = Math.min(below + 1, sorted.length - 1);
            quantiles[i] = sorted[below] + (place - below) * (sorted[above] - sorted[below]);
        }
        return quantiles;
    }

    private static BarChart effect(EffectRow effect) {
        return new BarChart("What batches of " + effect.batch() + " add to the loss by the statistics of layer " + effect.layer(),
                "part", "added to the loss", List.of("from ℓ′", "from ℓ″", "kinks of ReLU",
                        "pairs of units", "sum (T9)", "two-term form"),
                List.of(new BarChart.Bars("added", List.of(effect.gradient(), effect.curvature(), effect.kinks(), effect.pairs(),
                        effect.sum(), effect.gammaDecay()))), List.of());
    }

    private static Table table(NumberTable numbers) {
        return new Table(numbers.caption(), numbers.headers().stream().map(NetworkReport::symbols).toList(),
                numbers.rows().stream().map(row -> row.stream().map(NetworkReport::cell).toList()).toList());
    }

    private static Cell cell(double value) {
        return Double.isNaN(value) ? Cell.text("") : Cell.number(value);
    }

    /** A header of the console's with the symbols that it spells. */
    private static String symbols(String header) {
        return header.replace("lambda S v", "λSv").replace("dL/dbeta", "∂L/∂β").replace("lambda", "λ").replace("alpha", "α")
                .replace("gamma", "γ").replace("beta", "β").replace("^2", "²").replace("sum ", "sum of ");
    }
}
