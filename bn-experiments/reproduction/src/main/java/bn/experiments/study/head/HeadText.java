package bn.experiments.study.head;

import bn.experiments.report.NumberText;
import bn.experiments.study.Protocol;
import bn.experiments.study.Results;
import java.util.List;
import java.util.stream.Collectors;

/** What was done, and what the results mean. */
final class HeadText {
    private final Results results;
    private final Protocol protocol;

    HeadText(Results results, Protocol protocol) {
        this.results = results;
        this.protocol = protocol;
    }

    /** What was done, one paragraph each. */
    List<String> protocol() {
        return List.of("An MLP with hidden layers " + HeadTrial.hidden(protocol) + " and ReLU is trained for "
                + HeadTrial.epochs(protocol) + " epochs on " + NumberText.of(HeadTrial.examples(protocol))
                + " examples that the seed draws"
                + (protocol.data().poolable() ? ", images averaged over 2 × 2 pixels"
                        : ", features other than pixels at mean 0 and variance 1")
                + " (float32, SGD, batch 128, momentum " + NumberText.of(HeadTrial.MOMENTUM)
                + ", constant learning rate): with batch norm (ε " + NumberText.of(HeadTrial.EPS)
                + ") and no weight decay; without either; without batch norm, with weight decay of the output layer's weights alone; "
                + "and with that of all weights.",
                "Each way chooses its learning rate from " + list(HeadExperiment.LEARNING_RATES)
                        + ", and its weight decay, if it has one, from "
                        + list(HeadExperiment.DECAYS) + ", for each seed by the loss on "
                        + NumberText.of(HeadTrial.validation(protocol))
                        + " validation examples at the end. The ways with weight decay so have " + HeadExperiment.DECAYS.size()
                        + " times the effort of the others. Reported are test examples, which have no part in any choice.",
                "The fraction that returns is (test loss with neither − test loss with the decay) / (test loss with neither − test loss with "
                        + "batch norm), seed by seed. Intervals are for other seeds and for other test examples.");
    }

    private static String list(List<Double> values) {
        return values.stream().map(NumberText::of).collect(Collectors.joining(", "));
    }

    /** What it means, one paragraph each. */
    List<String> meaning() {
        return List.of("The logarithm of the test loss without batch norm over that with it is "
                + HeadReport.tested(results, "gain").text() + ". Of the difference, weight decay of the last layer alone gives "
                + HeadReport.tested(results.where("held", Held.LAST.label()), "returned").text()
                + ", and weight decay of all weights "
                + HeadReport.tested(results.where("held", Held.ALL.label()), "returned").text()
                + ".",
                "Dauphin and Cubuk (2021) found in networks for images that much of what batch norm does against overfitting is "
                        + "what it does to the last layer. By T8 the last layer carries the net rate. The fraction here is for one kind of "
                        + "network, without data augmentation.");
    }
}
