package bn.experiments.study.dynamics;

import bn.api.DType;
import bn.experiments.data.Dataset;
import bn.experiments.study.Bars;
import bn.experiments.study.Experiment;
import bn.experiments.study.Findings;
import bn.experiments.study.Lab;
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

/** Length and direction of weights before batch norm (T10), over learning rates, decays and momentum, beside lambda. */
public final class DynamicsExperiment implements Experiment {
    /** Of a step. */
    private static final double COST = 0.0015;
    static final List<Integer> HIDDEN = List.of(64);

    /** The experiment. */
    public DynamicsExperiment() { }

    @Override
    public String name() {
        return "dynamics";
    }

    @Override
    public String title() {
        return "Dynamics: length and direction of the weights, beside the rate";
    }

    @Override
    public String question() {
        return "Do the length and the turning of weights before batch norm settle where they are expected to, and what have they to "
                + "do with λ?";
    }

    @Override
    public List<String> factors() {
        return List.of("rate", "decay", "momentum", "step");
    }

    @Override
    public List<Trial> trials(Protocol protocol) {
        List<Trial> trials = new ArrayList<>();
        for (Setting setting : Setting.of(protocol)) {
            for (long seed : protocol.seedList()) {
                Map<String, String> factors = new LinkedHashMap<>();
                factors.put("rate", String.valueOf(setting.learningRate()));
                factors.put("decay", String.valueOf(setting.weightDecay()));
                factors.put("momentum", String.valueOf(setting.momentum()));
                trials.add(new Trial(factors, seed, COST * setting.steps(),
                        (lab, recorder) -> train(lab, recorder, setting, protocol, seed)));
            }
        }
        return trials;
    }

    static int examples(Protocol protocol) {
        return Math.min(protocol.trainable(), protocol.choose(2560, 10000));
    }

    private static void train(Lab lab, Recorder recorder, Setting setting, Protocol protocol, long seed) {
        Dataset original = lab.pooled();
        Split split = Split.draw(original, examples(protocol), 0, seed);
        // Nobody looks at the test examples here: one is little work.
        Dataset dataset = new Dataset(original.name(), original.description(), split.train(), split.train().select(new int[] {0}),
                original.target(), original.classNames(), original.files());
        Mlp mlp = Mlp.batchNormalized(HIDDEN, 0).withSgd(setting.options());
        int epochs = epochs(setting.steps(), split, mlp);
        try (Trainer trainer = new Trainer(mlp.plan(split.train(), DType.FLOAT64, epochs, 0, seed), dataset, lab.backend(),
                lab.normalization("batch"))) {
            UnitWatch watch = new UnitWatch(trainer.network().layers().get(0), setting.theory(),
                    epochs * trainer.stepsPerEpoch(), recorder);
            for (int epoch = 1; epoch <= epochs; epoch++) {
                trainer.epoch(epoch, lab.listener(), watch);
            }
            watch.end();
        }
    }

    private static int epochs(int steps, Split split, Mlp mlp) {
        int each = Math.max(1, split.train().count() / Math.min(mlp.batchSize(), split.train().count()));
        return (steps + each - 1) / each;
    }

    @Override
    public Findings findings(Results results, Bars bars, Protocol protocol) {
        return new DynamicsFindings(results, bars, protocol).all();
    }
}
