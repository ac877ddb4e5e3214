package bn.experiments.study.depth;

import bn.api.DType;
import bn.experiments.data.Dataset;
import bn.experiments.rate.LayerCertificate;
import bn.experiments.rate.NetworkMeter;
import bn.experiments.report.Axis;
import bn.experiments.report.Claim;
import bn.experiments.report.Figure;
import bn.experiments.report.NumberText;
import bn.experiments.report.Series;
import bn.experiments.report.XyChart;
import bn.experiments.study.Bars;
import bn.experiments.study.Estimate;
import bn.experiments.study.Findings;
import bn.experiments.study.Lab;
import bn.experiments.study.Mlp;
import bn.experiments.study.Protocol;
import bn.experiments.study.Recorder;
import bn.experiments.study.Results;
import bn.experiments.study.Sample;
import bn.experiments.study.Split;
import bn.experiments.study.Trial;
import bn.experiments.train.Trainer;
import bn.theory.unit.LayerRates;
import bn.theory.unit.UnitRate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** The rates of the layers of an MLP over its training, their redistribution in inner layers (T8), and how units differ. */
final class TimePart {
    static final String NAME = "time";
    private static final List<Integer> HIDDEN = List.of(128, 64, 32);
    private static final int WINDOWS = 12;
    private static final double[] QUANTILES = {0.05, 0.25, 0.5, 0.75, 0.95};

    private TimePart() { }

    private static int examples(Protocol protocol) {
        return Math.min(protocol.trainable(), protocol.choose(2560, 10000));
    }

    private static int epochs(Protocol protocol) {
        return protocol.choose(3, 10);
    }

    static List<Trial> trials(Protocol protocol) {
        return Arrays.stream(protocol.seedList()).mapToObj(seed -> new Trial(Map.of("part", NAME), seed, protocol.choose(1, 6),
                (lab, recorder) -> train(lab, recorder, protocol, seed))).toList();
    }

    private static void train(Lab lab, Recorder recorder, Protocol protocol, long seed) {
        Dataset dataset = Split.draw(lab.dataset(), examples(protocol), 0, seed).dataset(lab.dataset());
        int epochs = epochs(protocol);
        try (Trainer trainer = new Trainer(Mlp.batchNormalized(HIDDEN, 0).plan(dataset.train(), DType.FLOAT64, epochs, 0, seed),
                dataset, lab.backend(), lab.normalization("batch"))) {
            OverTime overTime = new OverTime(trainer.network(), Math.max(1, epochs * trainer.stepsPerEpoch() / WINDOWS), recorder);
            for (int epoch = 1; epoch <= epochs; epoch++) {
                trainer.epoch(epoch, lab.listener(), overTime);
            }
            overTime.end();
            NetworkMeter meter = new NetworkMeter(lab.backend(), trainer.loss(), 0, seed);
            for (LayerCertificate layer : meter.read(trainer.network(), dataset.train(), OptionalInt.empty(), share -> lab.check())
                    .layers()) {
                layer.reading().rates().ifPresent(rates -> quantiles(rates, recorder.with("layer", layer.reading().layer())));
            }
        }
    }

    private static void quantiles(LayerRates rates, Recorder recorder) {
        double[] sorted = rates.units().stream().mapToDouble(UnitRate::lambda).filter(each -> !Double.isNaN(each)).sorted().toArray();
        for (double quantile : QUANTILES) {
            recorder.with("quantile", quantile).record("unitLambda", sorted[(int) Math.round(quantile * (sorted.length - 1))]);
        }
    }

    static Findings findings(Results results, Bars bars, Protocol protocol) {
        List<String> layers = results.levels("layer");
        Results last = results.where("layer", layers.get(layers.size() - 1));
        Sample lead = last.each("netSize");
        for (String inner : layers.subList(0, layers.size() - 1)) {
            Sample against = last.each("netSize").minus(results.where("layer", inner).each("netSize"));
            lead = against.estimate().mean() < lead.estimate().mean() ? against : lead;
        }
        List<Claim> claims = List.of(bars.judge("redistribution", results.largest("error").largest()),
                bars.judge("net", lead.estimate()));
        XyChart rates = new XyChart("Mean rate of the units of each layer over training", Axis.linear("step"), Axis.linear("λ"),
                series(results, "lambda"), List.of());
        XyChart nets = new XyChart("Net rate of each layer over training", Axis.linear("step"), Axis.linear("sum of γ² λ"),
                series(results, "net"), List.of());
        List<Series> spread = new ArrayList<>();
        for (String layer : layers) {
            spread.add(results.where("layer", layer).series("layer " + layer, Series.Style.LINE_AND_MARKERS, "quantile", "unitLambda"));
        }
        XyChart units = new XyChart("How the rates of units differ at the end, on all training examples as one batch",
                Axis.linear("share of the layer's units below"), Axis.linear("λ"), spread, List.of());
        return new Findings(List.of("An MLP with hidden layers of " + HIDDEN + " units and batch norm (ε 0, γ and β learned, no decay, "
                + "batch 128, learning rate 0.1, momentum 0.9) is trained in float64 for " + epochs(protocol) + " epochs on "
                + examples(protocol) + " examples. At every step λ = −(∂L/∂γ) / γ is read off for every unit (T3), and T8 is checked; "
                + "curves are means over windows of steps, then over seeds."), claims,
                List.of(Figure.of(rates), Figure.of(nets), Figure.of(units)), meaning(results, layers));
    }

    private static List<Series> series(Results results, String quantity) {
        List<Series> series = new ArrayList<>();
        for (String layer : results.levels("layer")) {
            series.add(results.where("layer", layer).series("layer " + layer, Series.Style.LINE_AND_MARKERS, "step", quantity));
        }
        return series;
    }

    private static List<String> meaning(Results results, List<String> layers) {
        List<String> text = new ArrayList<>();
        StringBuilder sizes = new StringBuilder("Mean size of the net rate |sum of γ² λ| at a step:");
        for (String layer : layers) {
            sizes.append(" layer ").append(layer).append(' ')
                    .append(NumberText.of(results.where("layer", layer).each("netSize").estimate().mean()))
                    .append(layer.equals(layers.get(layers.size() - 1)) ? "." : ",");
        }
        text.add(sizes + " In a layer that batch norm follows, what one unit gains another loses.");
        String last = layers.get(layers.size() - 1);
        Estimate low = results.where("layer", last).where("quantile", QUANTILES[0]).each("unitLambda").estimate();
        Estimate high = results.where("layer", last).where("quantile", QUANTILES[QUANTILES.length - 1]).each("unitLambda").estimate();
        text.add("One rate for a layer is an average: in layer " + last + " a twentieth of the units lie below λ = " + low.text()
                + " and a twentieth above " + high.text() + " at the end."
                + (low.mean() < 0 ? " Negative rates are pushes outwards: there the gradient asks for larger weights than γ allows." : ""));
        return text;
    }
}
