package bn.experiments.study.folding;

import bn.api.BnException;
import bn.api.DType;
import bn.experiments.data.Dataset;
import bn.experiments.fold.Fold;
import bn.experiments.network.Network;
import bn.experiments.network.SgdOptions;
import bn.experiments.study.MlpConfig;
import bn.experiments.study.Protocol;
import bn.experiments.study.Recorder;
import bn.experiments.study.Split;
import bn.experiments.study.TrialContext;
import bn.experiments.train.DataWeightedPenalty;
import bn.experiments.train.Trainer;
import bn.experiments.train.TrainingPlan;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All arms at one learning rate, from one network, on the same examples in the same order. */
final class Continuation {
    private static final double EPS = 1e-5;
    private static final double LEARNING_RATE = 0.1;
    private static final double MOMENTUM = 0.9;

    private final TrialContext context;
    private final long seed;
    private final int before;
    private final int after;
    private final Split split;
    private final Dataset choosing;
    private final MlpConfig mlp;

    Continuation(TrialContext context, long seed) {
        Protocol protocol = context.protocol();
        this.context = context;
        this.seed = seed;
        before = FoldingExperiment.before(protocol);
        after = FoldingExperiment.after(protocol);
        split = Split.draw(context.dataset(), FoldingExperiment.examples(protocol), FoldingExperiment.validation(protocol), seed);
        choosing = split.forChoosing(context.dataset());
        mlp = MlpConfig.batchNormalized(FoldingExperiment.hidden(protocol), EPS)
                .withSgd(new SgdOptions(LEARNING_RATE, MOMENTUM, 0, FoldingExperiment.GAMMA_DECAY, 0));
    }

    /** All arms at all learning rates, then what each chooses and how that differs, example by example. */
    void run(Recorder recorder) {
        TrainedNetwork trained = TrainedNetwork.of(context, recorder, mlp, split.dataset(context.dataset()), choosing, before,
                seed);
        norms(recorder, "folded norm", trained.folded());
        Map<Arm, Outcome> chosen = new EnumMap<>(Arm.class);
        for (Arm arm : Arm.values()) {
            for (double learningRate : FoldingExperiment.LEARNING_RATES) {
                for (double decay : arm == Arm.WEIGHT_DECAY ? FoldingExperiment.DECAYS : List.of(0.0)) {
                    goOn(recorder.with("arm", arm.label()).with("learning-rate", learningRate).with("decay", decay), trained, arm,
                            new SgdOptions(learningRate, MOMENTUM, decay,
                                    arm == Arm.BATCH_NORM ? FoldingExperiment.GAMMA_DECAY : 0, 0))
                            .filter(Outcome::wentOn)
                            .ifPresent(outcome -> chosen.merge(arm, outcome, Outcome::better));
                }
            }
        }
        Outcome rates = chosen.get(Arm.RATES);
        for (Arm arm : Arm.values()) {
            if (arm != Arm.RATES && rates != null && chosen.containsKey(arm)) {
                rates.recordAgainst(chosen.get(arm), recorder.with("arm", arm.label()));
            }
        }
    }

    private Optional<Outcome> goOn(Recorder recorder, TrainedNetwork trained, Arm arm, SgdOptions sgd) {
        boolean normalized = arm == Arm.BATCH_NORM;
        String normalization = normalized ? "batch" : "none";
        TrainingPlan plan = mlp.withSgd(sgd).withNormalization(normalization, mlp.options())
                .plan(split.train(), DType.FLOAT32, before + after, 0, seed);
        try (Trainer trainer = context.trainer(plan, choosing)) {
            Network network = trainer.network();
            network.restore(normalized ? trained.state() : trained.folded());
            if (train(trainer, trained, arm)) {
                recorder.record("diverged", 0);
                double validation = ClassifierScores.of(context.backend(), network, split.validation()).loss();
                recorder.record("validation loss", validation);
                ClassifierScores test = ClassifierScores.of(context.backend(), network, split.test());
                recorder.record("loss", test.loss());
                recorder.record("accuracy", test.accuracy());
                recorder.record("calibration", test.calibrationError());
                Map<String, double[]> end = normalized ? Fold.of(network) : network.state();
                norms(recorder, "norm", end);
                double travelled = distance(trained.folded(), end);
                recorder.record("travelled", travelled);
                return Optional.of(new Outcome(validation, travelled, test));
            }
            recorder.record("diverged", 1);
            return Optional.empty();
        }
    }

    /** Whether the loss stayed a number. */
    private boolean train(Trainer trainer, TrainedNetwork trained, Arm arm) {
        List<double[]> lambda = trained.lambda().stream().map(arm::rates).toList();
        boolean penalized = arm.penalized();
        try (DataWeightedPenalty penalty = penalized ? new DataWeightedPenalty(context.backend(), trainer.network(), lambda,
                arm == Arm.RATES_THROUGH) : null) {
            for (int epoch = before + 1; epoch <= before + after; epoch++) {
                double loss = (penalized ? trainer.epoch(epoch, context.listener(), penalty)
                        : trainer.epoch(epoch, context.listener())).testLoss();
                if (!Double.isFinite(loss)) {
                    return false;
                }
            }
            return true;
        } catch (BnException e) {
            // A learning rate that is too large is a result, and leaves no numbers in the network; other failures are none.
            if (Double.isFinite(ClassifierScores.of(context.backend(), trainer.network(), split.validation()).loss())) {
                throw e;
            }
            return false;
        }
    }

    /** How far the effective weights of all layers have gone, relative to their norm at the start. */
    private static double distance(Map<String, double[]> start, Map<String, double[]> end) {
        double squares = 0;
        double moved = 0;
        for (int layer = 1; start.containsKey("layer" + layer + ".weights"); layer++) {
            double[] from = start.get("layer" + layer + ".weights");
            double[] to = end.get("layer" + layer + ".weights");
            for (int i = 0; i < from.length; i++) {
                squares += from[i] * from[i];
                moved += (to[i] - from[i]) * (to[i] - from[i]);
            }
        }
        return Math.sqrt(moved / squares);
    }

    private static void norms(Recorder recorder, String quantity, Map<String, double[]> state) {
        for (int layer = 1; state.containsKey("layer" + layer + ".weights"); layer++) {
            double squares = 0;
            for (double v : state.get("layer" + layer + ".weights")) {
                squares += v * v;
            }
            recorder.with("layer", layer).record(quantity, Math.sqrt(squares));
        }
    }
}
