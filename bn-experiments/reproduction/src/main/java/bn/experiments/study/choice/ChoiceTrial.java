package bn.experiments.study.choice;

import bn.api.Moments;
import bn.experiments.data.Examples;
import bn.experiments.rate.JointMoments;
import bn.experiments.study.Condition;
import bn.experiments.study.Protocol;
import bn.experiments.study.Recorder;
import bn.experiments.study.Split;
import bn.experiments.study.TrialContext;
import bn.theory.selection.JamesStein;
import bn.theory.selection.RidgeRegression;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** All sizes of a problem with one noise, for a seed. Training sets are nested: a larger one contains the smaller ones. */
final class ChoiceTrial {
    /** Factor: the examples that the hyperparameter was chosen on. Its levels are the four constants below. */
    static final String CHOSEN = "choice";
    static final String VALIDATION = "validation";
    static final String REFERENCE = "reference";
    static final String TEST = "test";
    static final String TRAINING = "training";
    /** Factor: the penalty family, or the name of a selection rule. */
    static final String METHOD = "method";
    static final String SIZE = "size";
    /** Quantity: the hyperparameter; results of earlier versions have it under this name. */
    static final String HYPERPARAMETER = "knob";

    private final JointMoments moments;
    private final Split split;
    private final int classes;
    private final Optional<Projection> projection;

    private ChoiceTrial(TrialContext context, boolean components, long seed) {
        Protocol protocol = context.protocol();
        moments = new JointMoments(context.backend());
        classes = protocol.data().classes();
        split = Split.draw(context.pooled(), protocol.trainable(), protocol.data().train() - protocol.trainable(), seed);
        // Of as many clean inputs as there are; no label is looked at.
        projection = components ? Optional.of(Projection.leading(moments.of(split.train()), split.train().features()))
                : Optional.empty();
    }

    /** Measures. */
    static void run(TrialContext context, Recorder recorder, Condition at) {
        Protocol protocol = context.protocol();
        Corruption corruption = at.get(ChoiceExperiment.CORRUPTION);
        long seed = at.seed();
        ChoiceTrial trial = new ChoiceTrial(context,
                at.get(ChoiceExperiment.FEATURES_FACTOR).equals(ChoiceExperiment.COMPONENTS), seed);
        Moments few = trial.moments.of(trial.split.train().limit(TrainingSizes.reference(protocol)));
        LinearFits reference = trial.fit(few);
        HeldOut clean = trial.heldOut(trial.split.validation());
        Map<PenaltyFamily, Double> fixed = new EnumMap<>(PenaltyFamily.class);
        for (PenaltyFamily family : PenaltyFamily.values()) {
            fixed.put(family, family.best(reference, clean));
        }
        double deviation = trial.deviation(few);
        Examples train = corruption.of(trial.split.train(), deviation, 3 * seed);
        HeldOut validation = trial.heldOut(corruption.of(trial.split.validation(), deviation, 3 * seed + 1));
        HeldOut test = trial.heldOut(corruption.of(trial.split.test(), deviation, 3 * seed + 2));
        for (int size : TrainingSizes.of(protocol)) {
            context.check();
            trial.measure(recorder.with(SIZE, size), trial.fit(trial.moments.of(train.limit(size))), fixed, validation, test);
        }
    }

    private LinearFits fit(Moments joint) {
        return new LinearFits(joint, classes, projection);
    }

    /** Root-mean-square deviation of the inputs. */
    private double deviation(Moments joint) {
        int inputs = split.train().features();
        return Math.sqrt(IntStream.range(0, inputs).mapToDouble(i -> joint.covariance(i, i)).sum() / inputs);
    }

    private HeldOut heldOut(Examples examples) {
        return new HeldOut(examples, moments.of(examples));
    }

    private void measure(Recorder at, LinearFits fit, Map<PenaltyFamily, Double> fixed, HeldOut validation, HeldOut test) {
        at.record("rank", fit.rank());
        Candidates candidates = new Candidates();
        for (PenaltyFamily family : PenaltyFamily.values()) {
            Recorder of = at.with(METHOD, family.level());
            candidates.addChosen(family, of.with(CHOSEN, VALIDATION),
                    predictor(of.with(CHOSEN, VALIDATION), fit, family, family.best(fit, validation)));
            candidates.addKept(family, of.with(CHOSEN, REFERENCE),
                    predictor(of.with(CHOSEN, REFERENCE), fit, family, fixed.get(family)));
            candidates.add(of.with(CHOSEN, TEST), predictor(of.with(CHOSEN, TEST), fit, family, family.best(fit, test)));
        }
        candidates.add(byTraining(at, "least squares"), fit.weighted(1));
        candidates.add(byTraining(at, "GCV"), fit.ridge(RidgeRegression::generalizedCrossValidation));
        candidates.add(byTraining(at, "evidence"), fit.ridge((target, rate) -> -target.logEvidence(rate)));
        List<JamesStein> choices = fit.jamesStein();
        if (!choices.isEmpty()) {
            Recorder of = byTraining(at, "James-Stein");
            candidates.add(of, fit.shrunk(choices.stream().mapToDouble(JamesStein::factor).toArray()));
            of.record(HYPERPARAMETER, choices.stream().mapToDouble(JamesStein::gamma).average().orElseThrow());
            of.record("log rate", choices.stream().mapToDouble(choice -> Math.log1p(choice.lambda())).average().orElseThrow());
            of.record("error", fit.jamesSteinError());
        }
        candidates.record(test);
    }

    private static Recorder byTraining(Recorder at, String method) {
        return at.with(METHOD, method).with(CHOSEN, TRAINING);
    }

    /** The prediction of a family at a hyperparameter, which is recorded. */
    private static LinearPredictor predictor(Recorder of, LinearFits fit, PenaltyFamily family, double hyperparameter) {
        of.record(HYPERPARAMETER, hyperparameter);
        if (family == PenaltyFamily.TUNED) {
            of.record("log rate", fit.meanLogTuned(hyperparameter));
        } else if (family == PenaltyFamily.WEIGHTED) {
            of.record("log rate", -Math.log(hyperparameter));
        }
        return family.at(fit, hyperparameter);
    }
}
