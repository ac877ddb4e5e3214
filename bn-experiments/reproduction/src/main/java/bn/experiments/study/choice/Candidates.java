package bn.experiments.study.choice;

import bn.experiments.study.Influence;
import bn.experiments.study.Recorder;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** All predictions at a condition, each with the recorder of its results, and how they do on the test examples. */
final class Candidates {
    private final List<Recorder> recorders = new ArrayList<>();
    private final List<LinearPredictor> predictors = new ArrayList<>();
    private final Map<PenaltyFamily, Integer> chosen = new EnumMap<>(PenaltyFamily.class);
    private final Map<PenaltyFamily, Integer> kept = new EnumMap<>(PenaltyFamily.class);

    /** Adds one, and gives its number. */
    int add(Recorder recorder, LinearPredictor predictor) {
        recorders.add(recorder);
        predictors.add(predictor);
        return predictors.size() - 1;
    }

    /** Adds that of a family whose hyperparameter was chosen at this condition. */
    void addChosen(PenaltyFamily family, Recorder recorder, LinearPredictor predictor) {
        chosen.put(family, add(recorder, predictor));
    }

    /** Adds that of a family whose hyperparameter was chosen at the reference condition. */
    void addKept(PenaltyFamily family, Recorder recorder, LinearPredictor predictor) {
        kept.put(family, add(recorder, predictor));
    }

    /** Records losses and accuracies, and how the families compare. */
    void record(HeldOut test) {
        double[] losses = predictors.stream().mapToDouble(test::loss).toArray();
        List<ExampleScores> scores = test.scores(predictors);
        for (int i = 0; i < losses.length; i++) {
            recorders.get(i).record("loss", losses[i]);
            recorders.get(i).record("accuracy", scores.get(i).accuracy());
        }
        for (PenaltyFamily family : PenaltyFamily.values()) {
            double best = losses[chosen.get(family)];
            chosenRecorder(family).record("tuned excess", losses[chosen.get(PenaltyFamily.TUNED)] / best - 1);
            keptRecorder(family).record("regret", losses[kept.get(family)] / best - 1);
            if (family != PenaltyFamily.TUNED) {
                recordTestVariances(family, scores);
            }
        }
    }

    /** What the drawing of the test examples does to what is claimed of the tuned rates and a rival. */
    private void recordTestVariances(PenaltyFamily rival, List<ExampleScores> scores) {
        ExampleScores tuned = scores.get(chosen.get(PenaltyFamily.TUNED));
        ExampleScores best = scores.get(chosen.get(rival));
        Influence excess = tuned.logLoss().minus(best.logLoss());
        excess.record(chosenRecorder(rival), "tuned excess");
        Influence.ofMean(tuned.hits()).minus(Influence.ofMean(best.hits())).record(chosenRecorder(rival), "accuracy lead");
        // The regret of one less that of the other: what is kept, less what is chosen anew.
        scores.get(kept.get(PenaltyFamily.TUNED)).logLoss().minus(scores.get(kept.get(rival)).logLoss()).minus(excess)
                .record(keptRecorder(rival), "regret lead");
    }

    private Recorder chosenRecorder(PenaltyFamily family) {
        return recorders.get(chosen.get(family));
    }

    private Recorder keptRecorder(PenaltyFamily family) {
        return recorders.get(kept.get(family));
    }
}
