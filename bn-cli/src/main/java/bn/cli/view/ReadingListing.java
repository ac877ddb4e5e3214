package bn.cli.view;

import static bn.cli.view.RateNumbers.number;
import static bn.experiments.result.Csv.finite;

import bn.cli.console.TextTable;
import bn.experiments.reading.LayerReadings;
import bn.experiments.reading.UnitReadings;
import bn.experiments.result.Csv;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The results of {@code bn rate from-gradients} for readings of several layers and steps: a table, sentences, CSV, and as a record the
 * JSON. NaN, in JSON null, stands for what is not defined or not known.
 */
public record ReadingListing(List<LayerReadings> layers) {

    /** A row for each layer. */
    public String table() {
        TextTable table = new TextTable("layer", "units", "dead", "steps", "lambda rms", "noise", "alpha mean",
                "sum gamma^2 lambda",
                "+-", "clear", "by chance");
        layers.forEach(layer -> table.row(layer.layer(), String.valueOf(layer.units().size()), String.valueOf(layer.dead()),
                String.valueOf(layer.steps()), number(layer.lambdaRms()), number(layer.lambdaNoise()), number(layer.alphaMean()),
                number(layer.netRate().mean()), number(layer.netRate().standardError()),
                layer.steps() == 1 ? "-" : String.valueOf(layer.clear()),
                layer.steps() == 1 ? "-" : String.format(Locale.ROOT, "%.1f", layer.clearByChance())));
        return table + "every unit is in gradient-rates.csv (--out DIR) and with --format json";
    }

    /** How sure the rates are, in a few lines. */
    public String summary() {
        List<String> lines = new ArrayList<>();
        List<LayerReadings> single = layers.stream().filter(layer -> layer.steps() == 1).toList();
        if (!single.isEmpty()) {
            lines.add((single.size() == layers.size() ? "One step" : single.size() + " layers have one step")
                    + ", so no standard errors: they come from the spread of a rate over steps.");
        }
        List<LayerReadings> several = layers.stream().filter(layer -> layer.steps() > 1).toList();
        if (!several.isEmpty()) {
            int clear = several.stream().mapToInt(LayerReadings::clear).sum();
            int live = several.stream().mapToInt(LayerReadings::live).sum();
            double chance = several.stream().mapToDouble(LayerReadings::clearByChance).sum();
            lines.add(String.format(Locale.ROOT,
                    "%d of %d units have a lambda of more than 2 standard errors, where about %.1f would by chance alone: %s.",
                    clear,
                    live, chance, clear > chance ? String.format(Locale.ROOT, "%.0f beyond chance", clear - chance)
                            : "none beyond chance"));
        }
        List<String> noisy = several.stream().filter(layer -> layer.lambdaRms() < 2 * layer.lambdaNoise())
                .map(LayerReadings::layer).toList();
        if (!noisy.isEmpty()) {
            lines.add("The rms of lambda is less than twice its noise in " + noisy.size() + " of " + several.size()
                    + " layers: there much of it is noise, and more steps or larger batches are needed.");
        }
        return String.join("\n", lines);
    }

    /** A row for each unit. */
    public String csv() {
        Csv csv = new Csv(List.of("layer", "unit", "readings", "gamma", "dead", "lambda", "lambdaStandardError", "alpha",
                "alphaStandardError", "netRate", "netRateStandardError"));
        layers.forEach(layer -> layer.units().forEach(unit -> row(csv, layer.layer(), unit)));
        return csv.toString();
    }

    private static void row(Csv csv, String layer, UnitReadings unit) {
        csv.row(layer, unit.unit(), unit.netRate().count(), unit.gamma(), unit.dead(), finite(unit.lambda().mean()),
                finite(unit.lambda().standardError()), finite(unit.alpha().mean()), finite(unit.alpha().standardError()),
                unit.netRate().mean(), finite(unit.netRate().standardError()));
    }
}
