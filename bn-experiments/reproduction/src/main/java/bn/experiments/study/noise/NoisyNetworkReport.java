package bn.experiments.study.noise;

import bn.experiments.report.Axis;
import bn.experiments.report.Figure;
import bn.experiments.report.NumberText;
import bn.experiments.report.Point;
import bn.experiments.report.ReferenceLine;
import bn.experiments.report.Series;
import bn.experiments.report.XyChart;
import bn.experiments.study.Evidence;
import bn.experiments.study.Findings;
import bn.experiments.study.Protocol;
import bn.experiments.study.Results;
import bn.experiments.study.Sample;
import java.util.ArrayList;
import java.util.List;

/** Claims and figures of the first layers of networks that were trained with noise. */
final class NoisyNetworkReport {

    private NoisyNetworkReport() {}

    static Findings of(Evidence evidence) {
        Results results = evidence.results();
        Protocol protocol = evidence.protocol();
        double sigma = NoisyNetworkExperiment.SIGMAS.get(NoisyNetworkExperiment.SIGMAS.size() - 1);
        Results strongest = results.where("level", sigma);
        Sample turn = strongest.each("share").minus(strongest.each("share of the other"));
        Results noisy = new Results(results.observations().stream().filter(each -> !"0.0".equals(each.factors().get("level")))
                .toList());
        XyChart fraction = new XyChart("The noise's fraction of the first layer's penalty, mean of the units",
                Axis.linear("σ of the noise, in units of the inputs"), Axis.linearFromZero("σ² ‖v‖² / v·Sv"), List.of(
                        noisy.series("trained with this noise", Series.Style.LINE_AND_MARKERS, "level", "share"),
                        noisy.series("trained without, with this noise on the inputs", Series.Style.LINE_AND_MARKERS, "level",
                                "share of the other")),
                List.of());
        return new Findings(List.of("Network: an MLP with one hidden layer of " + NoisyNetworkExperiment.HIDDEN
                + " units (batch norm with "
                + "γ learned, ε " + NumberText.of(NoisyNetworkExperiment.EPS)
                + ", ReLU, softmax cross-entropy, batch 128, learning rate "
                + "0.1, momentum 0.9, float64) is trained for " + NoisyNetworkExperiment.epochs(protocol) + " epochs on "
                + NoisyNetworkExperiment.examples(protocol)
                + " examples (pooled images), with noise in all directions drawn anew at each "
                + "step, and without, from the same initial weights. The variance that noise gives to a unit is measured by "
                + "passing all examples twice, with two draws."),
                List.of(evidence.judge("network-noise", results.largest("noise error").largest()),
                        evidence.judge("network-turn", turn.estimate())),
                List.of(Figure.of(fraction), Figure.of(energy(results))),
                List.of("The noise's fraction of a unit's variance, trained with the noise minus trained without it, both with "
                        + "noise on the inputs: "
                        + Estimates.list(NoisyNetworkExperiment.SIGMAS.stream().map(String::valueOf).toList(),
                                each -> results.where("level", each)
                                        .each("share").minus(results.where("level", each).each("share of the other")).estimate())
                        + " "
                        + "(σ). Below 0 means that training turned the weights away from the noise.",
                        "Mean |λ| of its units is " + results.where("level", 0.0).each("size").estimate().text() + " without "
                                + "noise and " + strongest.each("size").estimate().text()
                                + " with the strongest noise, and mean α from "
                                + "noise " + strongest.each("alpha noise").estimate().text() + ", and "
                                + strongest.each("alpha signal").estimate()
                                        .text()
                                + " from the signal. γ is learned here, so rates tend to 0 (T5). What noise does at λ = "
                                + "0 it does through the gradient of the loss: by T6 a ridge n (1 + λ) along each direction, which is "
                                + "there without batch norm too."));
    }

    private static XyChart energy(Results results) {
        List<Series> series = new ArrayList<>();
        for (double sigma : NoisyNetworkExperiment.SIGMAS) {
            Results those = results.where("level", sigma);
            List<Point> points = new ArrayList<>();
            for (String band : those.levels("band")) {
                Results at = those.where("band", band);
                points.add(at.mean("energy ratio").estimate().at(at.mean("signal share").estimate().mean()));
            }
            series.add(new Series("σ = " + sigma, "σ = " + sigma, Series.Style.LINE_AND_MARKERS, points));
        }
        return new XyChart("Squared effective weights of the first layer, trained with noise over without, by bands of "
                + "directions",
                Axis.linear("fraction of signal s / (s + σ²)"), Axis.log("‖v‖² with noise / without"), series,
                List.of(ReferenceLine.horizontal(1, "no change")));
    }
}
