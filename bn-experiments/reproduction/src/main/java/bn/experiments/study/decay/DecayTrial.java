package bn.experiments.study.decay;

import bn.api.DType;
import bn.api.Shape;
import bn.api.norm.NormalizationOptions;
import bn.experiments.architecture.Architecture;
import bn.experiments.architecture.NamedArchitecture;
import bn.experiments.data.Dataset;
import bn.experiments.data.Examples;
import bn.experiments.network.Layer;
import bn.experiments.network.WeightInit;
import bn.experiments.stream.ScaleGroups;
import bn.experiments.study.Condition;
import bn.experiments.study.Influence;
import bn.experiments.study.Protocol;
import bn.experiments.study.Recorder;
import bn.experiments.study.Split;
import bn.experiments.study.TrialContext;
import bn.experiments.study.folding.ClassifierScores;
import bn.experiments.train.LearningRateSchedule;
import bn.experiments.train.Preprocessing;
import bn.experiments.train.Trainer;
import bn.experiments.train.TrainingPlan;
import bn.theory.dynamics.UnitMotion;
import java.util.List;

/** Trains a network with each placement of the decay, from the same weights, on the same examples in the same order. */
final class DecayTrial {
    static final double EPS = 1e-5;
    static final int BATCH = 128;
    /** At the end the learning rate is divided by 10, for a fifth of the epochs, as in usual schedules. */
    static final double COOLING = 0.1;

    private final TrialContext context;
    private final Rule rule;
    private final long seed;
    private final Dataset all;
    private final Split split;
    private final Dataset dataset;

    private DecayTrial(TrialContext context, Rule rule, long seed) {
        this.context = context;
        this.rule = rule;
        this.seed = seed;
        all = context.pooled();
        split = Split.draw(all, examples(context.protocol()), 1, seed);
        dataset = split.forChoosing(all);
    }

    static int examples(Protocol protocol) {
        return Math.min(protocol.trainable(), protocol.choose(1024, 8192));
    }

    /** Steps at the full learning rate, at least. */
    static int steps(Protocol protocol) {
        return protocol.choose(512, 768);
    }

    static List<Integer> hidden(Protocol protocol) {
        return protocol.quick() ? List.of(32, 16) : List.of(64, 32);
    }

    static void run(TrialContext context, Recorder recorder, Condition at) {
        new DecayTrial(context, at.get(DecayExperiment.RULE), at.seed()).run(recorder);
    }

    private void run(Recorder recorder) {
        ClassifierScores[] scores = new ClassifierScores[Placement.values().length];
        for (Placement placement : Placement.values()) {
            scores[placement.ordinal()] = train(placement, recorder.with("decay", placement.label()));
        }
        ClassifierScores everything = scores[Placement.ALL.ordinal()];
        ClassifierScores weights = scores[Placement.WEIGHTS.ordinal()];
        recorder.record("loss ratio", Math.log(everything.loss() / weights.loss()));
        Influence.ofLogMean(everything.losses()).minus(Influence.ofLogMean(weights.losses())).record(recorder, "loss ratio");
        recorder.record("accuracy lead", everything.accuracy() - weights.accuracy());
    }

    private ClassifierScores train(Placement placement, Recorder recorder) {
        int batch = Math.min(BATCH, split.train().count());
        int perEpoch = split.train().count() / batch;
        int full = (steps(context.protocol()) + perEpoch - 1) / perEpoch;
        int cool = (full + 3) / 4;
        double decay = rule.decay(full * perEpoch);
        TrainingPlan plan = new TrainingPlan(architecture(), DType.FLOAT32, "batch", NormalizationOptions.pytorch().withEps(EPS),
                full + cool, batch, rule.options(), 0, seed,
                new LearningRateSchedule(LearningRateSchedule.Kind.STEP, 0, full, COOLING), WeightInit.HE, Preprocessing.NONE);
        try (Trainer trainer = context.trainer(plan, dataset)) {
            ScaleGroups groups = ScaleGroups.of(trainer.network());
            trainer.optimizer().setWeightDecay(placement.parameters(trainer.network(), groups), decay);
            ScaleInspector inspector = new ScaleInspector(trainer.network(), groups, rule);
            for (int epoch = 1; epoch <= full; epoch++) {
                // The last three eighths of the steps at the full rate.
                if (epoch == full - full * 3 / 8 + 1) {
                    inspector.begin();
                }
                trainer.epoch(epoch, context.listener(), inspector);
            }
            for (Layer layer : Placement.named(trainer.network(), groups.inner()).toList()) {
                record(inspector.motion(layer), decay, recorder.with("layer", trainer.network().label(layer)));
            }
            recorder.record("rate", inspector.rate());
            recorder.record("relative rate", inspector.relativeRate(decay));
            recorder.record("noise", inspector.noise(decay));
            for (int epoch = full + 1; epoch <= full + cool; epoch++) {
                trainer.epoch(epoch, context.listener());
            }
            ClassifierScores scores = ClassifierScores.of(context.backend(), trainer.network(), split.test());
            recorder.record("loss", scores.loss());
            recorder.record("accuracy", scores.accuracy());
            return scores;
        }
    }

    private void record(UnitMotion motion, double decay, Recorder layer) {
        double angle = Math.sqrt(motion.squaredAngle());
        layer.record("angle", angle);
        layer.record("angle ratio", angle / rule.theory(decay).angularUpdate());
        layer.record("effective rate", rule.effectiveLearningRate() * motion.inverseSquare());
    }

    /** A residual network for images, in the full study, with more layers where they have colours; otherwise an MLP. */
    private Architecture architecture() {
        Examples examples = all.train();
        if (context.protocol().quick() || examples.image().isEmpty()) {
            List<Integer> hidden = hidden(context.protocol());
            return new Architecture(List.of(examples.features(), hidden.get(0), hidden.get(1), examples.targets()));
        }
        return examples.image().map(size -> (size.channels() == 1 ? NamedArchitecture.RESNET8 : NamedArchitecture.RESNET20).of(
                Shape.of(size.channels(), size.height(), size.width()), examples.targets())).orElseThrow();
    }
}
