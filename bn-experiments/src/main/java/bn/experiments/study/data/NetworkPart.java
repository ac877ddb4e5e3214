package bn.experiments.study.data;

import bn.api.DType;
import bn.api.backend.Backend;
import bn.api.norm.Affine;
import bn.experiments.data.Dataset;
import bn.experiments.data.Examples;
import bn.experiments.network.Network;
import bn.experiments.network.NetworkSpec;
import bn.experiments.rate.LayerCertificate;
import bn.experiments.rate.NetworkMeter;
import bn.experiments.report.Axis;
import bn.experiments.report.Claim;
import bn.experiments.report.Figure;
import bn.experiments.report.ReferenceLine;
import bn.experiments.report.Series;
import bn.experiments.report.XyChart;
import bn.experiments.study.Bars;
import bn.experiments.study.Findings;
import bn.experiments.study.Lab;
import bn.experiments.study.Mlp;
import bn.experiments.study.Part;
import bn.experiments.study.Protocol;
import bn.experiments.study.Recorder;
import bn.experiments.study.Results;
import bn.experiments.study.Sample;
import bn.experiments.study.Split;
import bn.experiments.study.Trial;
import bn.experiments.train.Trainer;
import bn.experiments.train.TrainingPlan;
import bn.theory.unit.UnitRate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The rates of an MLP's hidden layers on all its training data, against label noise: do they follow, as in a linear layer? */
final class NetworkPart implements Part {
    private static final double EPS = 1e-5;
    private static final List<Integer> HIDDEN = List.of(64, 64);
    private static final List<Double> SHARES = List.of(0.0, 0.2, 0.4, 0.6, 0.8);

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
                    trials.add(new Trial(factors, seed, protocol.choose(1, 4),
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
        try (Trainer trainer = new Trainer(plan, dataset, backend, lab.normalization("batch"));
                Network whole = new Network(backend, new NetworkSpec(plan.architecture(), plan.dtype(), plan.normalizationOptions(),
                        train.count(), seed), lab.normalization("batch"))) {
            double loss = Double.NaN;
            for (int epoch = 1; epoch <= plan.epochs(); epoch++) {
                loss = trainer.epoch(epoch, lab.listener()).trainLoss();
            }
            recorder.record("loss of the last epoch", loss);
            whole.restore(trainer.network().state());
            for (LayerCertificate layer : NetworkMeter.read(backend, whole, train, trainer.loss(), 0, seed)) {
                record(recorder.with("layer", layer.reading().layer()), layer.reading().rates().orElseThrow().units());
            }
        }
    }

    private static void record(Recorder recorder, List<UnitRate> units) {
        double[] rates = units.stream().mapToDouble(UnitRate::lambda).filter(rate -> !Double.isNaN(rate)).toArray();
        recorder.record("lambda", IntStream.range(0, rates.length).mapToDouble(k -> rates[k]).average().orElse(Double.NaN));
        recorder.record("size", IntStream.range(0, rates.length).mapToDouble(k -> Math.abs(rates[k])).average().orElse(Double.NaN));
    }

    @Override
    public Findings findings(Results results, Bars bars, Protocol protocol) {
        List<Claim> claims = new ArrayList<>();
        List<Series> means = new ArrayList<>();
        List<Series> sizes = new ArrayList<>();
        List<String> meaning = new ArrayList<>();
        for (String training : results.levels("training")) {
            Results those = results.where("training", training);
            Results first = those.where("layer", 1);
            Sample change = first.where("level", SHARES.get(SHARES.size() - 1)).each("lambda")
                    .minus(first.where("level", SHARES.get(0)).each("lambda"));
            claims.add(bars.judge(training.equals(gamma(true)) ? "network-fixed" : "network-learned", change.estimate()));
            meaning.add("With " + training + " the mean rate of the first layer goes from "
                    + first.where("level", SHARES.get(0)).each("lambda").estimate().text() + " to "
                    + first.where("level", SHARES.get(SHARES.size() - 1)).each("lambda").estimate().text() + " when "
                    + Math.round(100 * SHARES.get(SHARES.size() - 1)) + " % of the labels are random, a change of " + change.estimate().text()
                    + "; the mean size of the rates goes from " + first.where("level", SHARES.get(0)).each("size").estimate().text() + " to "
                    + first.where("level", SHARES.get(SHARES.size() - 1)).each("size").estimate().text() + ".");
            for (int layer = 1; layer <= HIDDEN.size(); layer++) {
                String name = training + ", layer " + layer;
                means.add(those.where("layer", layer).series(name, Series.Style.LINE_AND_MARKERS, "level", "lambda"));
                sizes.add(those.where("layer", layer).series(name, Series.Style.LINE_AND_MARKERS, "level", "size"));
            }
        }
        meaning.add("T4 speaks of one layer below a loss. For a layer below another with batch norm T8 says something else: it shares "
                + "out rates among its units, Σ γ² λ being 0 but for its shifts and ε. So what the mean says there of the labels is not "
                + "what it says in a linear layer.");
        return new Findings(List.of("Network: an MLP with two hidden layers of " + HIDDEN.get(0) + " units (batch norm, ReLU, softmax "
                + "cross-entropy, batch 128, learning rate 0.1, momentum 0.9, no weight decay, ε " + EPS + ", float64) is trained for "
                + epochs(protocol) + " epochs on " + examples(protocol) + " examples, a share of whose labels is random. Then the rate of "
                + "each unit is read off the gradient over all of them as one batch."), claims,
                List.of(Figure.of(new XyChart("Mean rate of the units of a hidden layer", Axis.linear("share p of labels replaced"),
                                Axis.linearFromZero("mean λ"), means, List.of(ReferenceLine.horizontal(0, "no penalty")))),
                        Figure.of(new XyChart("Mean size of the rates of a hidden layer", Axis.linear("share p of labels replaced"),
                                Axis.linearFromZero("mean |λ|"), sizes, List.of()))), meaning);
    }
}
