package bn.experiments.advice;

import bn.experiments.run.RunSettings;
import bn.experiments.stream.BatchMean;
import java.util.ArrayList;
import java.util.List;

/**
 * What the theory predicts for a trained network, next to what was measured in it. What is asked of each prediction is set by the theory
 * and by the material size of the experiments (10 %), not by the numbers of any network.
 */
record Predictions(AdvisedNetwork network, BatchReadings readings, RunSettings training) {
    /** A difference of a tenth does not matter, as in the experiments decay and dynamics. */
    static final double MATERIAL = 0.1;

    List<Prediction> all() {
        List<Prediction> all = new ArrayList<>();
        all.add(balance());
        readings.gradients().lastRate().ifPresent(rate -> all.add(lastRate(rate)));
        all.addAll(new LengthPredictions(readings, training).all());
        all.addAll(new PairPredictions(readings, training).all());
        return all;
    }

    private Prediction balance() {
        String where = Words.count(readings.streams(), "stream");
        String quantity = "balance of rates, largest error of a channel";
        return readings.streams() == 0
                ? Prediction.notApplicable("T13", quantity, where, "no stream has a balance")
                : new Prediction("T13", quantity, where, 0, Double.NaN, readings.balanceError(), Double.NaN, readings.batches(),
                        Agreement.within(0, readings.balanceError(), 0, readings.rounding()),
                        "It holds at any weights, so it checks the computation, not the training: an error of more than "
                                + Words.number(readings.rounding()) + " of the terms would be more than rounding.");
    }

    private Prediction lastRate(BatchMean measured) {
        List<String> layers = network.groups().last();
        Decays decays = new Decays(training.optimizer());
        double predicted = RestingRate.ofLast(network, unit -> decays.rateAtRest(training.optimizer().decay().gamma(), unit))
                .atRest();
        return new Prediction(decays.isDecoupled() ? "T16" : "T5", "lambda of the last gamma, mean weighted by gamma^2",
                Words.names(layers),
                predicted, Double.NaN, measured.mean(), measured.standardError(), measured.batches(),
                Agreement.within(predicted, measured.mean(), measured.standardError(), MATERIAL * Math.abs(predicted)),
                "Assumes that gamma no longer moves, on these examples. It agrees if the measurement and 2 standard errors on either side are "
                        + "within 10 % of the prediction, and differs if all of that is further away.");
    }
}
