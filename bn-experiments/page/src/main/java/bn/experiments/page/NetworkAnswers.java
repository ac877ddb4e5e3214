package bn.experiments.page;

import static bn.experiments.page.NetworkFacts.STANDARD_ERRORS;
import static bn.experiments.page.NetworkFacts.count;
import static bn.experiments.page.NetworkFacts.rms;

import bn.experiments.page.NetworkRates.LayerRow;
import bn.experiments.page.NetworkRates.UnitRow;
import bn.experiments.report.NumberText;
import bn.experiments.report.QuestionAnswer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the rates of a network mean, as answers that are computed from them. */
final class NetworkAnswers {
    private final NetworkRates network;
    private final NetworkFacts facts;

    private NetworkAnswers(NetworkRates network) {
        this.network = network;
        facts = new NetworkFacts(network);
    }

    /** Which layers, in which direction, how sure. */
    static List<QuestionAnswer> of(NetworkRates network) {
        NetworkAnswers answers = new NetworkAnswers(network);
        return List.of(new QuestionAnswer("Which layers does batch norm regularize?", answers.layers()),
                new QuestionAnswer("In which direction?", answers.direction()),
                new QuestionAnswer("How sure is that?", answers.certainty()));
    }

    private String layers() {
        List<LayerRow> strong = network.layers().stream()
                .filter(layer -> rms(layer, UnitRow::lambda) > 0 && (!NetworkFacts.isNoise(layer) || facts.hasDirection(layer)))
                .sorted(Comparator.comparingDouble((LayerRow layer) -> rms(layer, UnitRow::lambda)).reversed()).toList();
        if (strong.isEmpty()) {
            return "None, as far as these examples show: no layer has rates that are distinguished from 0.";
        }
        int all = network.layers().size();
        String first = strong.size() == all ? all == 1 ? "Its one layer" : all == 2 ? "Both layers" : "All " + all + " layers"
                : strong.size() + " of " + all + " layers; in the others the rates are not distinguished from 0";
        return first + ". By the root mean square of λ over the units, most in " + strong.stream().limit(NetworkFacts.NAMED)
                .map(layer -> facts.label(layer) + " (" + NumberText.of(rms(layer, UnitRow::lambda)) + ")")
                .collect(Collectors.joining(", ")) + ".";
    }

    private String direction() {
        List<LayerRow> decided = network.layers().stream().filter(facts::hasDirection).toList();
        List<LayerRow> inwards = decided.stream().filter(layer -> layer.netRate() > 0).toList();
        List<LayerRow> outwards = decided.stream().filter(layer -> layer.netRate() < 0).toList();
        int open = network.layers().size() - inwards.size() - outwards.size();
        long positive = facts.alive().stream().filter(unit -> unit.lambda() > 0).count();
        return "By its net rate Σ γ²λ, "
                + Stream.of(part("batch norm pulls the weights inwards, as weight decay does, in ", inwards),
                        part("it pushes them outwards in ", outwards),
                        open == 0 ? "" : "it is not decided for " + count(open, "layer"))
                        .filter(part -> !part.isEmpty()).collect(Collectors.joining("; "))
                + ". Of " + count(facts.alive().size(), "unit")
                + ", " + positive + " have a positive rate.";
    }

    private String part(String start, List<LayerRow> layers) {
        return layers.isEmpty() ? "" : start + (layers.size() == network.layers().size() && layers.size() > 1 ? "every layer"
                : facts.names(layers));
    }

    private String certainty() {
        List<String> sentences = new ArrayList<>();
        if (!facts.isAboveChance()) {
            sentences.add(
                    "Not at all: the accuracy is that of chance, so these are not the data or the preprocessing of its training.");
        }
        if (!facts.isRounding()) {
            sentences.add("Do not rely on these rates: " + facts.balance() + " holds at any weights, but its error is "
                    + NumberText.of(facts.largestError()) + ", more than rounding.");
        }
        sentences.add(network.batches() == 1
                ? "All " + NumberText.of((double) network.examples())
                        + " examples were one batch: the rates of these examples are exact up to rounding. "
                        + "How much other examples would differ was not measured; several batches show that."
                : facts.distinct() + " of " + count(facts.alive().size(), "unit") + " have a rate more than " + STANDARD_ERRORS
                        + " standard errors from 0, over " + network.batches()
                        + " batches. A direction is decided if the net rate is more "
                        + "than " + STANDARD_ERRORS + " standard errors from 0.");
        return String.join(" ", sentences);
    }
}
