package bn.experiments.advice;

import bn.theory.unit.UnitRate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What the rates mean, whatever trains the network. */
record RateStatements(AdvisedNetwork network) {
    private static final int E = AdvisedLayer.STANDARD_ERRORS;

    /** Whether batch norm regularizes here. */
    Statement regularizes() {
        List<AdvisedLayer> clear = network.layers().stream().filter(AdvisedLayer::isClear)
                .sorted(Comparator.comparingDouble(AdvisedLayer::rms).reversed()).toList();
        int all = network.layers().size();
        String over = " (means over " + network.readings() + ")";
        String answer;
        if (network.layers().stream().allMatch(layer -> Double.isNaN(layer.error()))) {
            answer = "The rates are those of these examples, and their standard errors are not known: several batches are needed"
                    + over
                    + ".";
        } else if (clear.isEmpty()) {
            answer = "Not as far as these readings show: in none of " + Words.count(all, "layer")
                    + " is lambda more than " + E
                    + " standard errors from 0, neither its root mean square over the units nor the net rate, "
                    + "the sum of gamma^2 lambda" + over + ".";
        } else {
            answer = "Yes, in " + clear.size() + " of " + Words.count(all, "layer")
                    + ": there the root mean square of lambda over the units, or the net rate, the sum of gamma^2 lambda, is more than "
                    + E
                    + " standard errors from 0" + over + ". The root mean square is largest in " + clear.get(0).name() + ": "
                    + Words.number(clear.get(0).rms()) + ", with a standard error of " + Words.number(clear.get(0).error()) + ". "
                    + direction();
        }
        return new Statement("Does batch norm regularize this network?", answer, "T3; experiments identity, depth");
    }

    private String direction() {
        long inwards = network.layers().stream().filter(layer -> layer.direction() > 0).count();
        long outwards = network.layers().stream().filter(layer -> layer.direction() < 0).count();
        long open = network.layers().size() - inwards - outwards;
        if (inwards + outwards == 0) {
            return "In which direction, these readings do not tell: in no layer is the net rate clear.";
        }
        return "By the net rate it pulls the weights inwards, as weight decay does, in "
                + Words.count(inwards, "layer")
                + " and pushes them outwards in " + outwards + (open == 0 ? "." : "; in the others it is not clear.");
    }

    /** How many channels are dead. */
    Statement dead() {
        long dead = network.layers().stream().mapToLong(AdvisedLayer::dead).sum();
        long all = network.layers().stream().mapToLong(layer -> layer.units().size()).sum();
        Optional<AdvisedLayer> most = network.layers().stream().max(Comparator.comparingLong(AdvisedLayer::dead));
        return new Statement("Are there dead channels?", dead == 0
                ? "No: in none of " + Words.count(all, "channel") + " is |gamma| below " + UnitRate.DEAD + "."
                : Words.whole(dead) + " of " + Words.count(all, "channel") + " have |gamma| below " + UnitRate.DEAD
                        + ", most of them in "
                        + most.orElseThrow().name() + " (" + most.get().dead()
                        + "). Their lambda is a division by almost 0, so they are left out.",
                "T15");
    }

    /** What folding loses. */
    Statement folding() {
        Optional<AdvisedLayer> largest = network.layers().stream()
                .filter(layer -> layer.direction() != 0 || Double.isNaN(layer.netRate().standardError()))
                .max(Comparator.comparingDouble(layer -> Math.abs(layer.netRate().mean())));
        String always = "The outputs stay the same. If training goes on, the weights themselves have a gradient that only gamma had before. ";
        return new Statement("What does folding lose?", always + largest.map(layer -> "It is largest in " + layer.name()
                + ": there 1 % longer weights change the loss by " + Words.number(-layer.netRate().mean() / 100) + error(layer)
                + ". A penalty with the rates of the layer takes the place of batch norm.")
                .orElse("These readings show no layer where it is clear."), "T2, T11; experiment folding");
    }

    private static String error(AdvisedLayer layer) {
        double error = layer.netRate().standardError();
        return Double.isNaN(error) ? "" : " (standard error " + Words.number(error / 100) + ")";
    }
}
