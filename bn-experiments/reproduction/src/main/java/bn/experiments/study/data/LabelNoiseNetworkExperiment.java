package bn.experiments.study.data;

import bn.api.DType;
import bn.api.backend.Backend;
import bn.api.norm.Affine;
import bn.experiments.data.Dataset;
import bn.experiments.data.Examples;
import bn.experiments.rate.LayerMeasurement;
import bn.experiments.rate.PopulationRateEstimator;
import bn.experiments.study.Condition;
import bn.experiments.study.Evidence;
import bn.experiments.study.Factor;
import bn.experiments.study.Findings;
import bn.experiments.study.MlpConfig;
import bn.experiments.study.Protocol;
import bn.experiments.study.Recorder;
import bn.experiments.study.Split;
import bn.experiments.study.SubExperiment;
import bn.experiments.study.Trial;
import bn.experiments.study.TrialContext;
import bn.experiments.study.Trials;
import bn.experiments.train.Trainer;
import bn.experiments.train.TrainingPlan;
import bn.theory.unit.UnitRate;
import java.util.List;
import java.util.stream.IntStream;

/** The rates of an MLP's hidden layers on all its training data, against label noise: do they follow, as in a linear layer? */
final class LabelNoiseNetworkExperiment implements SubExperiment {
    static final double EPS = 1e-5;
    static final List<Integer> HIDDEN = List.of(64, 64);
    static final double FIRST = 0;
    static final double LAST = 0.8;
    private static final Factor<Boolean> FIXED = Factor.of("training", LabelNoiseNetworkExperiment::gamma);
    private static final Factor<Double> FRACTION = Factor.of("level");
    private static final List<Double> FRACTIONS = List.of(FIRST, 0.2, 0.4, 0.6, LAST);

    @Override
    public String name() {
        return "network";
    }

    @Override
    public List<Trial> trials(Protocol protocol) {
        return Trials.grid(protocol).over(FIXED, true, false).over(FRACTION, FRACTIONS).cost(1 / 4.0, 10 / 4.0)
                .measure(LabelNoiseNetworkExperiment::measure);
    }

    static String gamma(boolean fixed) {
        return fixed ? "γ = 1" : "γ learned";
    }

    static int examples(Protocol protocol) {
        return Math.min(protocol.data().train(), protocol.choose(1024, 5120));
    }

    static int epochs(Protocol protocol) {
        return protocol.choose(5, 20);
    }

    private static void measure(TrialContext context, Recorder recorder, Condition at) {
        Protocol protocol = context.protocol();
        Split split = Split.draw(context.dataset(), examples(protocol), 0, at.seed());
        Examples train = LabelNoise.draw(split.train(), at.get(FRACTION), at.seed());
        Dataset dataset = new Split(train, split.validation(), split.test()).dataset(context.dataset());
        MlpConfig mlp = MlpConfig.batchNormalized(HIDDEN, EPS);
        mlp = mlp.withNormalization("batch", mlp.options().withAffine(at.get(FIXED) ? Affine.fixedGamma(1) : Affine.learned()));
        TrainingPlan plan = mlp.plan(train, DType.FLOAT64, epochs(protocol), 0, at.seed());
        Backend backend = context.backend();
        try (Trainer trainer = context.trainer(plan, dataset)) {
            recorder.record("loss of the last epoch", trainer.train(context.listener()).trainLoss());
            PopulationRateEstimator meter = new PopulationRateEstimator(backend, trainer.loss(), 0, at.seed());
            for (LayerMeasurement layer : meter.rates(trainer.network(), train, done -> context.check())) {
                record(recorder.with("layer", layer.layer()), layer.rates().orElseThrow().units());
            }
        }
    }

    private static void record(Recorder recorder, List<UnitRate> units) {
        double[] rates = units.stream().mapToDouble(UnitRate::lambda).filter(rate -> !Double.isNaN(rate)).toArray();
        recorder.record("lambda", IntStream.range(0, rates.length).mapToDouble(k -> rates[k]).average().orElse(Double.NaN));
        recorder.record("size", IntStream.range(0, rates.length).mapToDouble(k -> Math.abs(rates[k])).average()
                .orElse(Double.NaN));
    }

    @Override
    public Findings findings(Evidence evidence) {
        return LabelNoiseNetworkReport.of(evidence);
    }
}
