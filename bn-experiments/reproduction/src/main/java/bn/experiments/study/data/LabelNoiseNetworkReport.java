package bn.experiments.study.data;

import bn.experiments.report.Axis;
import bn.experiments.report.Claim;
import bn.experiments.report.Figure;
import bn.experiments.report.NumberText;
import bn.experiments.report.ReferenceLine;
import bn.experiments.report.Series;
import bn.experiments.report.XyChart;
import bn.experiments.study.Estimate;
import bn.experiments.study.Evidence;
import bn.experiments.study.Findings;
import bn.experiments.study.Protocol;
import bn.experiments.study.Results;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Claims and figures of networks that were trained with random labels. */
final class LabelNoiseNetworkReport {

    private LabelNoiseNetworkReport() {}

    /**
     * How much the mean rate of a layer changes from no label noise to the most, relative to the mean size of its rates without.
     */
    private static Estimate follows(Results results, int layer) {
        Results those = results.where("layer", layer);
        double[] change = those.where("level", LabelNoiseNetworkExperiment.LAST).each("lambda")
                .minus(those.where("level", LabelNoiseNetworkExperiment.FIRST)
                        .each("lambda"))
                .values();
        double[] size = those.where("level", LabelNoiseNetworkExperiment.FIRST).each("size").values();
        return Estimate.of(IntStream.range(0, size.length).mapToDouble(i -> change[i] / size[i]).toArray());
    }

    private static String at(Results results, int layer, double fraction, String quantity) {
        return results.where("layer", layer).where("level", fraction).each(quantity).estimate().text();
    }

    static Findings of(Evidence evidence) {
        Results results = evidence.results();
        Protocol protocol = evidence.protocol();
        List<Claim> claims = new ArrayList<>();
        List<Series> means = new ArrayList<>();
        List<Series> sizes = new ArrayList<>();
        List<String> meaning = new ArrayList<>();
        for (String training : results.levels("training")) {
            Results those = results.where("training", training);
            claims.add(
                    evidence.judge(training.equals(LabelNoiseNetworkExperiment.gamma(true)) ? "network-fixed" : "network-learned",
                            follows(those, 1)));
            for (int layer = 1; layer <= LabelNoiseNetworkExperiment.HIDDEN.size(); layer++) {
                String name = training + ", layer " + layer;
                means.add(those.where("layer", layer).series(name, Series.Style.LINE_AND_MARKERS, "level", "lambda"));
                sizes.add(those.where("layer", layer).series(name, Series.Style.LINE_AND_MARKERS, "level", "size"));
                meaning.add(name + ": from no random labels to " + Math.round(100 * LabelNoiseNetworkExperiment.LAST)
                        + " % of them, mean λ goes "
                        + "from " + at(those, layer, LabelNoiseNetworkExperiment.FIRST, "lambda") + " to "
                        + at(those, layer, LabelNoiseNetworkExperiment.LAST, "lambda") + ", mean |λ| from "
                        + at(those, layer, LabelNoiseNetworkExperiment.FIRST, "size") + " to "
                        + at(those, layer, LabelNoiseNetworkExperiment.LAST, "size")
                        + ".");
            }
        }
        claims.add(evidence.judge("network-last", follows(results.where("training", LabelNoiseNetworkExperiment.gamma(true)),
                LabelNoiseNetworkExperiment.HIDDEN.size())));
        meaning.add("T4 speaks of one layer below a loss. For a layer below another with batch norm T8 says something else: it "
                + "distributes rates among its units, Σ γ² λ being 0 but for its shifts and ε. The sum of the last one is −⟨W′, "
                + "∂L/∂W′⟩ (and a term of its shifts): half the speed at which ‖W′‖² of the linear layer above grows under gradient "
                + "descent. That is large where there is still something to be fitted, and does not measure what the labels have "
                + "in common with the inputs.");
        return new Findings(
                List.of("Network: an MLP with two hidden layers of " + LabelNoiseNetworkExperiment.HIDDEN.get(0)
                        + " units (batch "
                        + "norm, ReLU, softmax cross-entropy, batch 128, learning rate 0.1, momentum 0.9, no weight decay, ε "
                        + NumberText.of(LabelNoiseNetworkExperiment.EPS) + ", float64) is trained for "
                        + LabelNoiseNetworkExperiment.epochs(protocol) + " epochs on "
                        + LabelNoiseNetworkExperiment.examples(protocol)
                        + " examples, a fraction of whose labels is random. Then the rate of each unit is "
                        + "read off the gradient over all of them as one batch."),
                claims,
                List.of(Figure.of(new XyChart("Mean rate of the units of a hidden layer",
                        Axis.linear("fraction p of labels replaced"),
                        Axis.linearFromZero("mean λ"), means, List.of(ReferenceLine.horizontal(0, "no penalty")))),
                        Figure.of(new XyChart("Mean size of the rates of a hidden layer",
                                Axis.linear("fraction p of labels replaced"),
                                Axis.linearFromZero("mean |λ|"), sizes, List.of()))),
                meaning);
    }
}
