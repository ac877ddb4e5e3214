package bn.experiments.page;

import bn.experiments.page.NetworkRates.LayerRow;
import bn.experiments.page.NetworkRates.StreamRow;
import bn.experiments.page.NetworkRates.UnitRow;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** What the rates of a network say, in sentences that are computed from them. */
public final class NetworkFindings {
    /** A number cannot be distinguished from 0 if it is at most so many standard errors from it. */
    private static final int STANDARD_ERRORS = 2;
    /** An error of T8 relative to its terms that is larger than all that rounding in float32 adds up to. */
    private static final double MORE_THAN_ROUNDING = 1e-3;
    /** How many layers are named. */
    private static final int NAMED = 3;

    private final NetworkRates network;
    private final DoubleFunction<String> number;

    private NetworkFindings(NetworkRates network, DoubleFunction<String> number) {
        this.network = network;
        this.number = number;
    }

    /**
     * The findings, one paragraph each, with formulas in ASCII.
     *
     * @param number how numbers are written
     */
    public static List<String> of(NetworkRates network, DoubleFunction<String> number) {
        NetworkFindings findings = new NetworkFindings(network, number);
        List<String> paragraphs = new ArrayList<>(List.of(findings.evaluation(), findings.signs(), findings.dead()));
        if (network.batches() > 1) {
            paragraphs.add(findings.standardErrors());
        }
        List<Double> errors = findings.errors();
        if (!errors.isEmpty()) {
            paragraphs.add(findings.balance(errors));
        }
        return paragraphs;
    }

    /** Shows whether these are the data and the preprocessing that the network was made for. */
    private String evaluation() {
        String loss = "In inference mode the mean loss of these " + network.examples() + " examples is "
                + number.apply(network.evaluation().loss());
        double accuracy = network.evaluation().accuracy();
        if (Double.isNaN(accuracy)) {
            return loss + ".";
        }
        double chance = network.chance();
        double standardError = Math.sqrt(chance * (1 - chance) / network.examples());
        String found = String.format(Locale.ROOT, "%s and the accuracy %.4f (chance: %.4f).", loss, accuracy, chance);
        return accuracy > chance + STANDARD_ERRORS * standardError ? found
                : found + " That is at most " + STANDARD_ERRORS
                        + " standard errors above chance: check that the data, their preprocessing "
                        + "(mean and standard deviation of each channel) and the order of the classes are those that the network was "
                        + "trained with. Otherwise these are not the rates of its training.";
    }

    private String signs() {
        List<UnitRow> alive = network.layers().stream().flatMap(layer -> layer.alive().stream()).toList();
        long positive = alive.stream().filter(unit -> unit.lambda() > 0).count();
        long negative = alive.stream().filter(unit -> unit.lambda() < 0).count();
        long means = network.layers().stream().filter(layer -> mean(layer) > 0).count();
        long negativeMeans = network.layers().stream().filter(layer -> mean(layer) < 0).count();
        return count(positive, "unit") + " have a positive rate lambda and " + negative
                + " a negative one. The mean over the units, which cancels in inner layers (T8), is "
                + "positive in " + count(means, "layer") + " and negative in " + negativeMeans + "." + largest();
    }

    private String largest() {
        List<LayerRow> layers = network.layers().stream().filter(layer -> rms(layer, UnitRow::lambda) > 0)
                .sorted(Comparator.comparingDouble((LayerRow layer) -> rms(layer, UnitRow::lambda)).reversed()).toList();
        return layers.isEmpty() ? "" : " By their root mean square (rms) the largest rates are those of "
                + layers.stream().limit(NAMED).map(layer -> label(layer) + " (" + number.apply(rms(layer, UnitRow::lambda)) + ")")
                        .collect(Collectors.joining(", "))
                + ".";
    }

    private String dead() {
        List<LayerRow> layers = network.layers().stream().filter(layer -> layer.alive().size() < layer.units().size()).toList();
        long dead = layers.stream().mapToLong(layer -> layer.units().size() - layer.alive().size()).sum();
        long all = network.layers().stream().mapToLong(layer -> layer.units().size()).sum();
        String found = "Dead units (|gamma| < " + NetworkRates.DEAD + "): ";
        return dead == 0 ? found + "none of " + all + "."
                : found + dead + " of " + all + ", in " + count(layers.size(), "layer")
                        + ". Their lambda = -(dL/dgamma) / gamma is a "
                        + "division by almost 0 and means nothing. They are left out here and in tables and figures; the CSV and JSON "
                        + "files have them.";
    }

    private String standardErrors() {
        List<UnitRow> alive = network.layers().stream().flatMap(layer -> layer.alive().stream()).toList();
        long distinct = alive.stream()
                .filter(unit -> Math.abs(unit.lambda()) > STANDARD_ERRORS * unit.lambdaStandardError()).count();
        List<String> zero = network.layers().stream()
                .filter(layer -> rms(layer, UnitRow::lambda) <= STANDARD_ERRORS * rms(layer, UnitRow::lambdaStandardError))
                .map(this::label).toList();
        String found = "Rates are means over " + network.batches() + " batches. " + distinct + " of the "
                + count(alive.size(), "unit") + " have a rate that is more than " + STANDARD_ERRORS + " standard errors from 0. ";
        return zero.isEmpty() ? found + "In every layer the rms of the rates is more than " + STANDARD_ERRORS
                + " times that of their standard errors."
                : found + "In " + (zero.size() == network.layers().size() ? "every layer" : names(zero))
                        + " the rms of the rates is at most "
                        + STANDARD_ERRORS
                        + " times that of their standard errors: there a quarter or more of the mean square of the rates is noise of the batches. "
                        + "More examples help.";
    }

    private List<Double> errors() {
        return network.certified() ? network.layers().stream().map(LayerRow::balanceError).filter(x -> !x.isNaN()).toList()
                : network.streams().stream().filter(stream -> stream.balance() != null).map(StreamRow::error).toList();
    }

    private String balance(List<Double> errors) {
        double largest = errors.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
        return "The largest error of T8 is " + number.apply(largest) + " of the sizes of its terms, among "
                + measured(errors.size())
                + ". " + (largest <= MORE_THAN_ROUNDING ? "T8 holds at any weights, so this is rounding."
                        : "T8 holds at any weights, and this is more than rounding: do not rely on these rates.");
    }

    private String measured(int count) {
        return network.certified() ? count(count, "layer")
                : count == network.streams().size() ? count(count, "stream")
                : "the " + count + " of " + count(network.streams().size(), "stream") + " that have a balance";
    }

    private String label(LayerRow layer) {
        return network.perceptron() ? "layer " + layer.layer() : layer.name();
    }

    private static String names(List<String> names) {
        return names.size() <= NAMED + 1 ? String.join(", ", names)
                : String.join(", ", names.subList(0, NAMED)) + " and " + (names.size() - NAMED) + " more layers";
    }

    private static double mean(LayerRow layer) {
        return NetworkTables.mean(layer, UnitRow::lambda);
    }

    private static double rms(LayerRow layer, ToDoubleFunction<UnitRow> value) {
        return NetworkTables.rootMeanSquare(layer, value);
    }

    private static String count(long count, String noun) {
        return count + " " + noun + (count == 1 ? "" : "s");
    }
}
