package bn.experiments.advice;

import bn.experiments.network.SgdOptions;
import bn.experiments.network.WeightDecay;
import bn.experiments.run.RunSettings;
import bn.experiments.stream.BatchMean;
import bn.experiments.stream.GradientSizes.PairSize;
import bn.theory.dynamics.ScaleInvariantSgd;
import bn.theory.dynamics.ScalingPair;
import java.util.List;
import java.util.stream.Stream;

/**
 * T17: gammas and betas a of an inner layer against the weights W' that read them, under one decay. At equilibrium their difference
 * follows from the gradients. Where the learning rate fell not long ago, it does not, because lengths follow slowly. But both sides follow
 * it in the same way, so |a|^2 / |W'|^2 = |dL/da|^2 / |dL/dW'|^2 as long as the gradients of both, at length 1, keep their proportion. Of
 * this only the side is judged: which of the two is longer. Mechanically it would be the other way round, because the gradient of a
 * given direction is proportional to 1 / length.
 */
record PairPredictions(BatchReadings readings, RunSettings training) {
    private static final String DIFFERENCE = "|gamma|^2 + |beta|^2 - |W'|^2";
    private static final String READER = "W' are the weights of the layer that reads gamma and beta. ";
    private static final String RATIO = "(|gamma|^2 + |beta|^2) / |W'|^2: above or below 1";

    List<Prediction> all() {
        List<PairSize> pairs = readings.gradients().pairs();
        if (pairs.isEmpty()) {
            return List.of();
        }
        WeightDecay decay = training.optimizer().decay();
        boolean one = decay.gamma() == decay.beta() && decay.gamma() == decay.normalized() && decay.gamma() > 0;
        String obstacle = !(training.optimizer() instanceof SgdOptions sgd) || !(sgd.learningRate() > 0) || sgd.gammaL1() > 0
                ? "it is derived for stochastic gradient descent without L1"
                : !one ? "gamma, beta and the weights that read them do not have one weight decay"
                : training.steps() == 0 ? "the length of the run is not known" : "";
        if (!obstacle.isEmpty()) {
            return List.of(notApplicable(DIFFERENCE, obstacle));
        }
        SgdOptions options = (SgdOptions) training.optimizer();
        RunMemory memory = RunMemory.of(training,
                new ScaleInvariantSgd(options.learningRate(), decay.gamma(), options.momentum()).balance());
        if (memory.isSettled() && !options.nesterov()) {
            ScalingPair theory = new ScalingPair(options.learningRate() * memory.factor(), options.momentum());
            return pairs.stream().map(pair -> difference(pair, theory, decay.gamma(), memory)).toList();
        }
        Prediction none = notApplicable(DIFFERENCE,
                memory.isSettled() ? "it is derived for momentum that is not Nesterov's" : memory.unsettled());
        return Stream.concat(Stream.of(none), memory.isStartForgotten() ? pairs.stream().map(PairPredictions::side)
                : Stream.of(notApplicable(RATIO, "the run is too short to forget the lengths at its start"))).toList();
    }

    private Prediction notApplicable(String quantity, String because) {
        return Prediction.notApplicable("T17", quantity, Words.count(readings.gradients().pairs().size(), "pair"), because);
    }

    private static String where(PairSize pair) {
        return pair.writer() + " to " + pair.reader();
    }

    /** What does not matter is a tenth of both together, because the difference itself may be 0. */
    private static Prediction difference(PairSize pair, ScalingPair theory, double decay, RunMemory memory) {
        double perGradient = theory.decayDifference(1, 0) / decay;
        BatchMean predicted = pair.difference().times(perGradient);
        double measured = pair.writing() - pair.reading();
        return new Prediction("T17", DIFFERENCE, where(pair), predicted.mean(), predicted.standardError(), measured, Double.NaN,
                predicted.batches(),
                Agreement.within(predicted.mean(), measured, predicted.standardError(),
                        Predictions.MATERIAL * (pair.writing() + pair.reading())),
                READER + "Assumes that gradients were as large in the last " + Words.whole(memory.relaxationSteps())
                        + " steps as they are on these examples, with batches of this size. It agrees within 10 % of the sum of both squared lengths.");
    }

    private static Prediction side(PairSize pair) {
        double above = pair.readingGradient().mean();
        double ratio = pair.writingGradient().mean() / above;
        return new Prediction("T17", RATIO, where(pair), ratio, ratioError(pair, ratio), pair.writing() / pair.reading(),
                Double.NaN,
                pair.difference().batches(),
                Agreement.side(pair.difference().mean(), pair.difference().standardError(), pair.writing() - pair.reading()),
                READER + "The prediction is the ratio of their squared gradients. It holds under any schedule, if the gradients of both "
                        + "rose and fell together, with batches of this size. Only the side of 1 is judged: the longer of the two is predicted to "
                        + "have the larger gradients. That does not follow from the length: the same weights made longer have smaller gradients.");
    }

    /** Of a ratio, with the covariance that follows from the standard error of the difference. */
    private static double ratioError(PairSize pair, double ratio) {
        double a = square(pair.writingGradient().standardError());
        double b = square(pair.readingGradient().standardError());
        double both = (a + b - square(pair.difference().standardError())) / 2;
        return Math.sqrt(Math.max(0, a + ratio * ratio * b - 2 * ratio * both)) / pair.readingGradient().mean();
    }

    private static double square(double x) {
        return x * x;
    }
}
