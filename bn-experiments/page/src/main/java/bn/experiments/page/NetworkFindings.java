package bn.experiments.page;

import static bn.experiments.page.NetworkFacts.NAMED;
import static bn.experiments.page.NetworkFacts.STANDARD_ERRORS;
import static bn.experiments.page.NetworkFacts.count;
import static bn.experiments.page.NetworkFacts.rms;

import bn.experiments.page.NetworkRates.LayerRow;
import bn.experiments.page.NetworkRates.UnitRow;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;
import java.util.stream.Collectors;

/** What the rates of a network say, in sentences that are computed from them. */
public final class NetworkFindings {
    private final NetworkRates network;
    private final NetworkFacts facts;
    private final DoubleFunction<String> number;

    private NetworkFindings(NetworkRates network, DoubleFunction<String> number) {
        this.network = network;
        facts = new NetworkFacts(network);
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
        List<Double> errors = findings.facts.errors();
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
        String found = String.format(Locale.ROOT, "%s and the accuracy %.4f (chance: %.4f).", loss, accuracy, network.chance());
        return facts.isAboveChance() ? found
                : found + " That is at most " + STANDARD_ERRORS
                        + " standard errors above chance: check that the data, their preprocessing "
                        + "(mean and standard deviation of each channel) and the order of the classes are those that the network was "
                        + "trained with. Otherwise these are not the rates of its training.";
    }

    private String signs() {
        List<UnitRow> alive = facts.alive();
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
                + layers.stream().limit(NAMED)
                        .map(layer -> facts.label(layer) + " (" + number.apply(rms(layer, UnitRow::lambda)) + ")")
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
        List<LayerRow> zero = network.layers().stream().filter(NetworkFacts::isNoise).toList();
        String found = "Rates are means over " + network.batches() + " batches. " + facts.distinct() + " of the "
                + count(facts.alive().size(), "unit") + " have a rate that is more than " + STANDARD_ERRORS
                + " standard errors from 0. ";
        return zero.isEmpty() ? found + "In every layer the rms of the rates is more than " + STANDARD_ERRORS
                + " times that of their standard errors."
                : found + "In " + (zero.size() == network.layers().size() ? "every layer" : facts.names(zero))
                        + " the rms of the rates is at most "
                        + STANDARD_ERRORS
                        + " times that of their standard errors: there a quarter or more of the mean square of the rates is noise of the batches. "
                        + "More examples help.";
    }

    private String balance(List<Double> errors) {
        return "The largest error of " + facts.balance() + " is " + number.apply(facts.largestError())
                + " of the sizes of its terms, among "
                + measured(errors.size())
                + ". " + facts.balance() + (facts.isRounding() ? " holds at any weights, so this is rounding."
                        : " holds at any weights, and this is more than rounding: do not rely on these rates.");
    }

    private String measured(int count) {
        return network.certified() ? count(count, "layer")
                : count == network.streams().size() ? count(count, "stream")
                : "the " + count + " of " + count(network.streams().size(), "stream") + " that have a balance";
    }

    private static double mean(LayerRow layer) {
        return NetworkTables.mean(layer, UnitRow::lambda);
    }
}
