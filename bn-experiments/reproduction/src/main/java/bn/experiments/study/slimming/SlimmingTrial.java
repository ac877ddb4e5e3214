package bn.experiments.study.slimming;

import bn.api.DType;
import bn.experiments.data.Dataset;
import bn.experiments.data.Examples;
import bn.experiments.network.BackwardHook;
import bn.experiments.network.Layer;
import bn.experiments.network.SgdOptions;
import bn.experiments.network.WeightDecay;
import bn.experiments.study.Condition;
import bn.experiments.study.MlpConfig;
import bn.experiments.study.Protocol;
import bn.experiments.study.Recorder;
import bn.experiments.study.Split;
import bn.experiments.study.TrialContext;
import bn.experiments.study.depth.HiddenLayer;
import bn.experiments.study.folding.ClassifierScores;
import bn.experiments.train.Trainer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Trains an MLP without L1, then goes on from there with each strength of L1. */
final class SlimmingTrial {
    static final double EPS = 1e-5;
    static final double LEARNING_RATE = 0.1;
    static final double MOMENTUM = 0.9;
    /** Decay times effective learning rate times steps, of each of the two trainings. */
    private static final double TOTAL = 5;

    private final TrialContext context;
    private final boolean decays;
    private final long seed;
    private final Dataset dataset;
    private final Split split;
    private final MlpConfig mlp;
    private final int epochs;
    private final double decay;

    private SlimmingTrial(TrialContext context, boolean decays, long seed) {
        Protocol protocol = context.protocol();
        this.context = context;
        this.decays = decays;
        this.seed = seed;
        Dataset all = context.pooled();
        split = Split.draw(all, examples(protocol), 1, seed);
        dataset = split.forChoosing(all);
        mlp = MlpConfig.batchNormalized(hidden(protocol), EPS);
        int perEpoch = split.train().count() / Math.min(mlp.batchSize(), split.train().count());
        epochs = (steps(protocol) + perEpoch - 1) / perEpoch;
        decay = decay(epochs * perEpoch);
    }

    static int examples(Protocol protocol) {
        return Math.min(protocol.trainable(), protocol.choose(1024, 8192));
    }

    static List<Integer> hidden(Protocol protocol) {
        return protocol.quick() ? List.of(32, 16) : List.of(64, 32);
    }

    /** Steps of each of the two trainings, at least. */
    static int steps(Protocol protocol) {
        return protocol.choose(512, 2048);
    }

    /** The weight decay of all weights, and of gamma where it decays. */
    static double decay(int steps) {
        return TOTAL * (1 - MOMENTUM) / (LEARNING_RATE * steps);
    }

    /** Strengths of L1 over the weight decay: with that decay of gamma, L1 is the larger part of the rate below these |gamma|. */
    static List<Double> strengths() {
        return List.of(0.3, 1.0, 3.0);
    }

    static void run(TrialContext context, Recorder recorder, Condition at) {
        new SlimmingTrial(context, at.get(SlimmingExperiment.DECAY), at.seed()).run(recorder);
    }

    private void run(Recorder recorder) {
        Map<String, double[]> start;
        double[] atZero;
        double[] sizes;
        try (Trainer trainer = trainer(0)) {
            for (int epoch = 1; epoch <= epochs; epoch++) {
                trainer.epoch(epoch, context.listener());
            }
            start = trainer.network().state();
            int last = trainer.network().normalizedLayers().size() - 1;
            sizes = Arrays.stream(HiddenLayer.of(trainer.network().normalizedLayers().get(last)).gamma()).map(Math::abs)
                    .toArray();
            try (WholeBatch batch = new WholeBatch(context.backend(), trainer.network(), some(), trainer.loss())) {
                atZero = batch.gradientsAtZero(last);
            }
            scores(trainer, recorder.with("strength", 0.0));
        }
        List<double[]> areas = new ArrayList<>();
        for (double strength : strengths()) {
            ChannelMeans last = goOn(start, strength, recorder.with("strength", strength));
            if (last.dead().length > 0 && last.alive().length > 0) {
                areas.add(new double[] {Ranking.area(atZero, last.dead(), last.alive()),
                        Ranking.area(sizes, last.dead(), last.alive())});
            }
        }
        if (!areas.isEmpty()) {
            recorder.record("area, gradient", areas.stream().mapToDouble(each -> each[0]).average().orElseThrow());
            recorder.record("area, size", areas.stream().mapToDouble(each -> each[1]).average().orElseThrow());
        }
    }

    /** At most so many examples as one batch for each channel. */
    private Examples some() {
        return split.train().select(IntStream.range(0, Math.min(2048, split.train().count())).toArray());
    }

    private Trainer trainer(double strength) {
        WeightDecay decays = new WeightDecay(decay, decay, this.decays ? decay : 0, 0, 0);
        return context.trainer(mlp.withSgd(new SgdOptions(LEARNING_RATE, MOMENTUM, false, decays, strength * decay))
                .plan(split.train(), DType.FLOAT32, 2 * epochs, 0, seed), dataset);
    }

    /** Goes on with L1; the means of the last layer. */
    private ChannelMeans goOn(Map<String, double[]> start, double strength, Recorder recorder) {
        double l1 = strength * decay;
        double mu = decays ? decay : 0;
        try (Trainer trainer = trainer(strength)) {
            trainer.network().restore(start);
            List<ChannelMeans> means = trainer.network().normalizedLayers().stream().map(ChannelMeans::new).toList();
            BackwardHook hook = (linear, x, dz) -> means.stream().filter(each -> each.layer().linear() == linear)
                    .forEach(ChannelMeans::add);
            int measured = Math.max(1, epochs * 3 / 8);
            for (int epoch = epochs + 1; epoch <= 2 * epochs; epoch++) {
                if (epoch > 2 * epochs - measured) {
                    trainer.epoch(epoch, context.listener(), hook);
                } else {
                    trainer.epoch(epoch, context.listener());
                }
            }
            try (WholeBatch batch = new WholeBatch(context.backend(), trainer.network(), split.train(), trainer.loss())) {
                for (int i = 0; i < means.size(); i++) {
                    record(means.get(i), mu, l1, batch.gradients(i), recorder.with("layer", i + 1));
                }
            }
            scores(trainer, recorder);
            return means.get(means.size() - 1);
        }
    }

    private static void record(ChannelMeans means, double mu, double l1, double[] gradients, Recorder layer) {
        int[] dead = means.dead();
        int[] alive = means.alive();
        Layer of = means.layer();
        layer.record("dead", dead.length / (double) of.units());
        layer.record("alive", alive.length / (double) of.units());
        if (alive.length > 0) {
            layer.record("rate ratio", means.rateRatio(mu, l1));
            layer.record("size", Arrays.stream(alive).mapToDouble(means::size).average().orElseThrow());
            layer.record("rate", Arrays.stream(alive).mapToDouble(means::lambda).average().orElseThrow());
            if (mu > 0) {
                layer.record("agreement", means.agreement(mu, l1));
            }
        }
        if (dead.length > 0) {
            layer.record("held", Arrays.stream(dead).filter(k -> gradients[k] <= l1).count() / (double) dead.length);
        }
    }

    private void scores(Trainer trainer, Recorder recorder) {
        ClassifierScores scores = ClassifierScores.of(context.backend(), trainer.network(), split.test());
        recorder.record("loss", scores.loss());
        recorder.record("accuracy", scores.accuracy());
    }
}
