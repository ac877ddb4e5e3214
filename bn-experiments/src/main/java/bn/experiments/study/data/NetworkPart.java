package bn.experiments.study.data;

import bn.api.DType;
import bn.api.backend.Backend;
import bn.api.norm.Affine;
import bn.experiments.data.Dataset;
import bn.experiments.data.Examples;
import bn.experiments.network.Network;
import bn.experiments.rate.LayerCertificate;
import bn.experiments.rate.NetworkMeter;
import bn.experiments.report.Axis;
import bn.experiments.report.Claim;
import bn.experiments.report.Figure;
import bn.experiments.report.NumberText;
import bn.experiments.report.ReferenceLine;
import bn.experiments.report.Series;
import bn.experiments.report.XyChart;
import bn.experiments.study.Bars;
import bn.experiments.study.Estimate;
import bn.experiments.study.Findings;
import bn.experiments.study.Lab;
import bn.experiments.study.Mlp;
import bn.experiments.study.Part;
import bn.experiments.study.Protocol;
import bn.experiments.study.Recorder;
import bn.experiments.study.Results;
import bn.experiments.study.Split;
import bn.experiments.study.Trial;
import bn.experiments.train.Trainer;
import bn.experiments.train.TrainingPlan;
import bn.theory.unit.UnitRate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/** The rates of an MLP's hidden layers on all its training data, against label noise: do they follow, as in a linear layer? */
final class NetworkPart implements Part {
    private static final double EPS = 1e-5;
    private static final List<Integer> HIDDEN = List.of(64, 64);
    private static final double FIRST = 0;
    private static final double LAST = 0.8;
    private static final List<Double> SHARES = List.of(FIRST, 0.2, 0.4, 0.6, LAST);

    @Override
    public String name() {
        return "network";
    }

    @Override
    public List<Trial> trials(Protocol protocol) {
        List<Trial> trials = new ArrayList<>();
        for (boolean fixed : new boolean[] {true, false}) {
            for (double share : SHARES) {
                for (long seed : protocol.seedList()) {
                    Map<String, String> factors = new LinkedHashMap<>();
                    factors.put("training", gamma(fixed));
                    factors.put("level", String.valueOf(share));
                    trials.add(new Trial(factors, seed, protocol.choose(1, 10) / 4.0,
                            (lab, recorder) -> measure(lab, recorder, protocol, fixed, share, seed)));
                }
            }
        }
        return trials;
    }

    private static String gamma(boolean fixed) {
        return fixed ? "γ = 1" : "γ learned";
    }

    private static int examples(Protocol protocol) {
        return Math.min(protocol.data().train(), protocol.choose(1024, 5120));
    }

    private static int epochs(Protocol protocol) {
        return protocol.choose(5, 20);
    }

    private static void measure(Lab lab, Recorder recorder, Protocol protocol, boolean fixed, double share, long seed) {
        Split split = Split.draw(lab.dataset(), examples(protocol), 0, seed);
        Examples train = Relabelling.draw(split.train(), share, seed);
        Dataset dataset = new Split(train, split.validation(), split.test()).dataset(lab.dataset());
        Mlp mlp = Mlp.batchNormalized(HIDDEN, EPS);
        mlp = mlp.withNormalization("batch", mlp.options().withAffine(fixed ? Affine.fixedGamma(1) : Affine.learned()));
        TrainingPlan plan = mlp.plan(train, DType.FLOAT64, epochs(protocol), 0, seed);
        Backend backend = lab.backend();
        try (Trainer trainer = new Trainer(plan, dataset, backend, lab.normalization("batch"))) {
            double loss = Double.NaN;
            for (int epoch = 1; epoch <= plan.epochs(); epoch++) {
                loss = trainer.epoch(epoch, lab.listener()).trainLoss();
            }
            recorder.record("loss of the last epoch", loss);
            NetworkMeter meter = new NetworkMeter(backend, trainer.loss(), 0, seed);
            for (LayerCertificate layer : meter.read(trainer.network(), train, OptionalInt.empty(), done -> lab.check()).layers()) {
                record(recorder.with("layer", layer.reading().layer()), layer.reading().rates().orElseThrow().units());
            }
        }
    }

    private static void record(Recorder recorder, List<UnitRate> units) {
        double[] rates = units.stream().mapToDouble(UnitRate::lambda).filter(rate -> !Double.isNaN(rate)).toArray();
        recorder.record("lambda", IntStream.range(0, rates.length).mapToDouble(k -> rates[k]).average().orElse(Double.NaN));
        recorder.record("size", IntStream.range(0, rates.length).mapToDouble(k -> Math.abs(rates[k])).average()
                .orElse(Double.NaN));
    }

    /**
     * How much the mean rate of a layer changes from no label noise to the most, relative to the mean size of its rates without.
     */
    private static Estimate follows(Results results, int layer) {
        Results those = results.where("layer", layer);
        double[] change = those.where("level", LAST).each("lambda").minus(those.where("level", FIRST).each("lambda")).values();
        double[] size = those.where("level", FIRST).each("size").values();
        return Estimate.of(IntStream.range(0, size.length).mapToDouble(i -> change[i] / size[i]).toArray());
    }

    private static String at(Results results, int layer, double share, String quantity) {
        return results.where("layer", layer).where("level", share).each(quantity).estimate().text();
    }

    @Override
    public Findings findings(Results results, Bars bars, Protocol protocol) {
        List<Claim> claims = new ArrayList<>();
        List<Series> means = new ArrayList<>();
        List<Series> sizes = new ArrayList<>();
        List<String> meaning = new ArrayList<>();
        for (String training : results.levels("training")) {
            Results those = results.where("training", training);
            claims.add(bars.judge(training.equals(gamma(true)) ? "network-fixed" : "network-learned", follows(those, 1)));
            for (int layer = 1; layer <= HIDDEN.size(); layer++) {
                String name = training + ", layer " + layer;
                means.add(those.where("layer", layer).series(name, Series.Style.LINE_AND_MARKERS, "level", "lambda"));
                sizes.add(those.where("layer", layer).series(name, Series.Style.LINE_AND_MARKERS, "level", "size"));
                meaning.add(name + ": from no random labels to " + Math.round(100 * LAST) + " % of them, mean λ goes from "
                        + at(those, layer, FIRST, "lambda") + " to " + at(those, layer, LAST, "lambda") + ", mean |λ| from "
                        + at(those, layer, FIRST, "size") + " to " + at(those, layer, LAST, "size") + ".");
            }
        }
        claims.add(bars.judge("network-last", follows(results.where("training", gamma(true)), HIDDEN.size())));
        meaning.add("T4 speaks of one layer below a loss. For a layer below another with batch norm T8 says something else: it "
                + "shares out rates among its units, Σ γ² λ being 0 but for its shifts and ε. The sum of the last one is −⟨W′, "
                + "∂L/∂W′⟩ (and a term of its shifts): half the speed at which ‖W′‖² of the product above grows under gradient "
                + "descent. That is large where there is still something to be fitted, and does not measure what the labels have "
                + "in common with the inputs.");
        return new Findings(List.of("Network: an MLP with two hidden layers of " + HIDDEN.get(0) + " units (batch norm, ReLU, "
                + "softmax cross-entropy, batch 128, learning rate 0.1, momentum 0.9, no weight decay, ε " + NumberText.of(EPS)
                + ", float64) is trained for " + epochs(protocol) + " epochs on " + examples(protocol) + " examples, a share of "
                + "whose labels is random. Then the rate of each unit is read off the gradient over all of them as one "
                + "batch."), claims,
                List.of(Figure.of(new XyChart("Mean rate of the units of a hidden layer",
                        Axis.linear("share p of labels replaced"),
                                Axis.linearFromZero("mean λ"), means, List.of(ReferenceLine.horizontal(0, "no penalty")))),
                        Figure.of(new XyChart("Mean size of the rates of a hidden layer",
                                Axis.linear("share p of labels replaced"),
                                Axis.linearFromZero("mean |λ|"), sizes, List.of()))), meaning);
    }
}
