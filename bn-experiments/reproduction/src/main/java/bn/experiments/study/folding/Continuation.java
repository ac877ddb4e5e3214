package bn.experiments.study.folding;

import bn.api.BnException;
import bn.api.DType;
import bn.experiments.data.Dataset;
import bn.experiments.fold.Fold;
import bn.experiments.network.Network;
import bn.experiments.network.SgdOptions;
import bn.experiments.study.Lab;
import bn.experiments.study.Mlp;
import bn.experiments.study.Protocol;
import bn.experiments.study.Recorder;
import bn.experiments.study.Split;
import bn.experiments.train.DataWeightedPenalty;
import bn.experiments.train.Trainer;
import bn.experiments.train.TrainingPlan;
import java.util.List;
import java.util.Map;

/** All arms at one learning rate, from one network, on the same examples in the same order. */
final class Continuation {
    private static final double EPS = 1e-5;
    private static final double MOMENTUM = 0.9;

    private final Lab lab;
    private final long seed;
    private final int before;
    private final int after;
    private final Split split;
    private final Dataset choosing;
    private final Mlp mlp;

    Continuation(Lab lab, Protocol protocol, long seed) {
        this.lab = lab;
        this.seed = seed;
        before = FoldingExperiment.before(protocol);
        after = FoldingExperiment.after(protocol);
        split = Split.draw(lab.dataset(), FoldingExperiment.examples(protocol), FoldingExperiment.validation(protocol), seed);
        choosing = split.forChoosing(lab.dataset());
        mlp = Mlp.batchNormalized(FoldingExperiment.hidden(protocol), EPS);
    }

    void run(Recorder recorder, double learningRate) {
        Trained trained = Trained.of(lab, recorder, mlp, split.dataset(lab.dataset()), choosing, before, seed);
        norms(recorder, "folded norm", trained.folded());
        for (Arm arm : Arm.values()) {
            for (double decay : arm == Arm.WEIGHT_DECAY ? FoldingExperiment.DECAYS : List.of(0.0)) {
                goOn(recorder.with("arm", arm.label()).with("decay", decay), trained, arm,
                        new SgdOptions(learningRate, MOMENTUM, decay, 0, 0));
            }
        }
    }

    private void goOn(Recorder recorder, Trained trained, Arm arm, SgdOptions sgd) {
        boolean normalized = arm == Arm.BATCH_NORM;
        String normalization = normalized ? "batch" : "none";
        TrainingPlan plan = mlp.withSgd(sgd).withNormalization(normalization, mlp.options())
                .plan(split.train(), DType.FLOAT32, before + after, 0, seed);
        try (Trainer trainer = new Trainer(plan, choosing, lab.backend(), lab.normalization(normalization))) {
            Network network = trainer.network();
            network.restore(normalized ? trained.state() : trained.folded());
            if (train(trainer, trained, arm)) {
                recorder.record("diverged", 0);
                recorder.record("validation loss", Prediction.of(lab.backend(), network, split.validation()).loss());
                Prediction test = Prediction.of(lab.backend(), network, split.test());
                recorder.record("loss", test.loss());
                recorder.record("accuracy", test.accuracy());
                recorder.record("calibration", test.calibrationError());
                norms(recorder, "norm", normalized ? Fold.of(network) : network.state());
            } else {
                recorder.record("diverged", 1);
            }
        }
    }

    /** Whether the loss stayed a number. */
    private boolean train(Trainer trainer, Trained trained, Arm arm) {
        List<double[]> lambda = trained.lambda().stream().map(arm::rates).toList();
        boolean penalized = arm == Arm.RATES || arm == Arm.POSITIVE_RATES;
        try (DataWeightedPenalty penalty = penalized ? new DataWeightedPenalty(lab.backend(), trainer.network(), lambda) : null) {
            for (int epoch = before + 1; epoch <= before + after; epoch++) {
                double loss = (penalized ? trainer.epoch(epoch, lab.listener(), penalty)
                        : trainer.epoch(epoch, lab.listener())).testLoss();
                if (!Double.isFinite(loss)) {
                    return false;
                }
            }
            return true;
        } catch (BnException e) {
            // A learning rate that is too large is a result, and leaves no numbers in the network; other failures are none.
            if (Double.isFinite(Prediction.of(lab.backend(), trainer.network(), split.validation()).loss())) {
                throw e;
            }
            return false;
        }
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
