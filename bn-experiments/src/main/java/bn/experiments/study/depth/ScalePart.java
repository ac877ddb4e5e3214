package bn.experiments.study.depth;

import bn.api.DType;
import bn.api.norm.Affine;
import bn.api.norm.NormalizationOptions;
import bn.experiments.data.Dataset;
import bn.experiments.data.Examples;
import bn.experiments.network.SgdOptions;
import bn.experiments.study.Lab;
import bn.experiments.study.Bars;
import bn.experiments.study.Findings;
import bn.experiments.study.Mlp;
import bn.experiments.study.Protocol;
import bn.experiments.study.Recorder;
import bn.experiments.study.Results;
import bn.experiments.study.Split;
import bn.experiments.study.Trial;
import bn.experiments.train.Trainer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** What the rates of two layers come to when gamma is fixed, learned, or learned with a decay mu (T5). */
final class ScalePart {
    static final String NAME = "scale";
    static final List<Integer> HIDDEN = List.of(32, 16);
    static final List<Double> DECAYS = List.of(0.002, 0.01, 0.05);
    static final double LEARNING_RATE = 0.1;
    static final double MOMENTUM = 0.9;
    /** So that no network of this size fits them all and the weights above come to rest. */
    static final double RANDOM_LABELS = 0.2;

    private ScalePart() { }

    static int examples(Protocol protocol) {
        return Math.min(protocol.trainable(), protocol.choose(600, 2000));
    }

    static int steps(Protocol protocol) {
        return protocol.choose(1500, 6000);
    }

    static List<Trial> trials(Protocol protocol) {
        List<Trial> trials = new ArrayList<>();
        for (long seed : protocol.seedList()) {
            trials.add(trial("fixed", 0, protocol, seed));
            trials.add(trial("learned", 0, protocol, seed));
            DECAYS.forEach(decay -> trials.add(trial("decayed", decay, protocol, seed)));
        }
        return trials;
    }

    private static Trial trial(String mode, double decay, Protocol protocol, long seed) {
        Map<String, String> factors = new LinkedHashMap<>();
        factors.put("part", NAME);
        factors.put("mode", mode);
        factors.put("decay", String.valueOf(decay));
        return new Trial(factors, seed, protocol.choose(2, 14), (lab, recorder) -> train(lab, recorder, mode, decay, protocol, seed));
    }

    private static void train(Lab lab, Recorder recorder, String mode, double decay, Protocol protocol, long seed) {
        Dataset original = lab.pooled();
        Examples drawn = Split.draw(original, examples(protocol), 0, seed).train();
        Examples train = drawn.relabel(labels(drawn, new SplittableRandom(seed)));
        // A trainer evaluates after every epoch, which here is a step: one example is little work.
        Dataset dataset = new Dataset(original.name(), original.description(), train, train.select(new int[] {0}),
                original.target(), original.classNames(), original.files());
        NormalizationOptions options = NormalizationOptions.pytorch().withEps(0)
                .withAffine(mode.equals("fixed") ? Affine.fixedGamma(1) : Affine.learned());
        Mlp mlp = Mlp.batchNormalized(HIDDEN, 0).withBatchSize(train.count()).withNormalization("batch", options)
                .withSgd(new SgdOptions(LEARNING_RATE, MOMENTUM, 0, decay, 0));
        int steps = steps(protocol);
        try (Trainer trainer = new Trainer(mlp.plan(train, DType.FLOAT64, steps, 0, seed), dataset, lab.backend(),
                lab.normalization("batch"))) {
            WeightedRates rates = new WeightedRates(trainer.network(), steps, recorder);
            for (int step = 1; step <= steps; step++) {
                trainer.epoch(step, lab.listener(), rates);
            }
            rates.end();
        }
    }

    private static int[] labels(Examples examples, SplittableRandom random) {
        int[] labels = new int[examples.count()];
        for (int i = 0; i < labels.length; i++) {
            boolean drawn = random.nextDouble() < RANDOM_LABELS;
            int other = random.nextInt(examples.targets());
            labels[i] = drawn ? other : examples.label(i);
        }
        return labels;
    }

    static Findings findings(Results results, Bars bars, Protocol protocol) {
        return new ScaleFindings(results, bars, protocol).all();
    }
}
