package bn.experiments.study.head;

import bn.api.BnException;
import bn.api.DType;
import bn.experiments.data.Dataset;
import bn.experiments.network.SgdOptions;
import bn.experiments.study.Influence;
import bn.experiments.study.MlpConfig;
import bn.experiments.study.Protocol;
import bn.experiments.study.Recorder;
import bn.experiments.study.Split;
import bn.experiments.study.TrialContext;
import bn.experiments.study.folding.ClassifierScores;
import bn.experiments.train.Trainer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Trains an MLP in each way with all its candidates, and compares those that are chosen on validation examples. */
final class HeadTrial {
    static final double EPS = 1e-5;
    static final double MOMENTUM = 0.9;

    private final TrialContext context;
    private final long seed;
    private final Split split;
    private final Dataset choosing;
    private final MlpConfig mlp;

    /**
     * A trained network.
     *
     * @param validation loss on the validation examples
     * @param test scores on the test examples
     */
    private record Candidate(double learningRate, double decay, double validation, ClassifierScores test) {}

    HeadTrial(TrialContext context, long seed) {
        Protocol protocol = context.protocol();
        this.context = context;
        this.seed = seed;
        Dataset all = Standardization.of(context.pooled());
        split = Split.draw(all, examples(protocol), validation(protocol), seed);
        choosing = split.forChoosing(all);
        mlp = MlpConfig.batchNormalized(hidden(protocol), EPS);
    }

    static List<Integer> hidden(Protocol protocol) {
        return protocol.quick() ? List.of(64, 32) : List.of(256, 128);
    }

    static int examples(Protocol protocol) {
        return Math.min(protocol.trainable(), protocol.choose(1000, 5000));
    }

    static int validation(Protocol protocol) {
        return Math.min(protocol.data().train() - protocol.trainable(), protocol.choose(1000, 5000));
    }

    static int epochs(Protocol protocol) {
        return protocol.choose(15, 30);
    }

    void run(Recorder recorder) {
        Map<Held, ClassifierScores> chosen = new EnumMap<>(Held.class);
        for (Held held : Held.values()) {
            best(held, recorder.with("held", held.label())).ifPresent(best -> {
                Recorder at = recorder.with("held", held.label());
                at.record("learning rate", best.learningRate());
                at.record("chosen decay", best.decay());
                at.record("loss", best.test().loss());
                at.record("accuracy", best.test().accuracy());
                chosen.put(held, best.test());
            });
        }
        if (chosen.size() == Held.values().length) {
            compare(chosen, recorder);
        }
    }

    private Optional<Candidate> best(Held held, Recorder recorder) {
        List<Candidate> candidates = new ArrayList<>();
        for (double learningRate : HeadExperiment.LEARNING_RATES) {
            for (double decay : held.decays()) {
                train(held, learningRate, decay).ifPresent(each -> {
                    recorder.with("learning-rate", learningRate).with("decay", decay).record("validation loss",
                            each.validation());
                    candidates.add(each);
                });
            }
        }
        return candidates.stream().min(Comparator.comparingDouble(Candidate::validation));
    }

    private Optional<Candidate> train(Held held, double learningRate, double decay) {
        int epochs = epochs(context.protocol());
        try (Trainer trainer = context.trainer(mlp.withNormalization(held.normalization(), mlp.options())
                .withSgd(new SgdOptions(learningRate, MOMENTUM, 0, 0, 0)).plan(split.train(), DType.FLOAT32, epochs, 0, seed),
                choosing)) {
            trainer.optimizer().setWeightDecay(held.parameters(trainer.network()), decay);
            try {
                double validation = trainer.train(context.listener()).testLoss();
                return Optional.of(new Candidate(learningRate, decay, validation,
                        ClassifierScores.of(context.backend(), trainer.network(), split.test())));
            } catch (BnException e) {
                // A learning rate that is too large is a result, and leaves no numbers in the network; other failures are none.
                if (Double.isFinite(ClassifierScores.of(context.backend(), trainer.network(), split.validation()).loss())) {
                    throw e;
                }
                return Optional.empty();
            }
        }
    }

    /** What the claims compare, each with how far other test examples would move it. */
    private static void compare(Map<Held, ClassifierScores> chosen, Recorder recorder) {
        double[] nothing = chosen.get(Held.NOTHING).losses();
        logRatio(recorder, "gain", nothing, chosen.get(Held.BATCH_NORM).losses());
        logRatio(recorder, "last over all", chosen.get(Held.LAST).losses(), chosen.get(Held.ALL).losses());
        for (Held held : List.of(Held.LAST, Held.ALL)) {
            returned(recorder.with("held", held.label()), nothing, chosen.get(held).losses(),
                    chosen.get(Held.BATCH_NORM).losses());
        }
    }

    private static void logRatio(Recorder recorder, String quantity, double[] first, double[] second) {
        recorder.record(quantity, Math.log(mean(first) / mean(second)));
        Influence.ofLogMean(first).minus(Influence.ofLogMean(second)).record(recorder, quantity);
    }

    /** (nothing - held) / (nothing - batch norm), of mean losses. */
    private static void returned(Recorder recorder, double[] nothing, double[] held, double[] batchNorm) {
        double gain = mean(nothing) - mean(batchNorm);
        double fraction = (mean(nothing) - mean(held)) / gain;
        double[] influence = new double[nothing.length];
        for (int i = 0; i < influence.length; i++) {
            influence[i] = (nothing[i] - held[i] - fraction * (nothing[i] - batchNorm[i])) / gain;
        }
        recorder.record("returned", fraction);
        new Influence(influence).record(recorder, "returned");
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElseThrow();
    }
}
