package bn.experiments.reproduce;

import bn.experiments.data.Examples;
import bn.experiments.report.Axis;
import bn.experiments.report.Claim;
import bn.experiments.report.Figure;
import bn.experiments.report.Series;
import bn.experiments.report.XyChart;
import java.util.List;
import java.util.SplittableRandom;

/** The rate against the share of labels that are replaced by random ones. */
final class LabelSignal {
    private static final double[] SHARES = {0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1};
    private static final double STANDARD_ERRORS = 3;

    private final ClosedFormRates rates;

    LabelSignal(ClosedFormRates rates) {
        this.rates = rates;
    }

    Finding run(Examples all, long seed, Progress progress) {
        ClosedFormRates.Result original = rates.of(all);
        double[] measured = new double[SHARES.length];
        double[] expected = new double[SHARES.length];
        double error = 0;
        for (int i = 0; i < SHARES.length; i++) {
            progress.at((double) i / SHARES.length, "labels replaced: " + SHARES[i]);
            measured[i] = rates.of(relabelled(all, SHARES[i], new SplittableRandom(seed))).meanLambda();
            expected[i] = expected(original, SHARES[i], all);
            error = Math.max(error, Math.abs(measured[i] - expected[i]) / (1 + expected[i]));
        }
        List<Claim> claims = List.of(
                Verdicts.falling("T4 label signal", "the weaker the signal in the labels, the lower the rate", "mean λ", measured),
                Verdicts.atMost("T4 label signal, law", "the rate follows the signal as the closed form says",
                        "largest relative error of mean 1 + λ", error, samplingError(original.rates().rank(), all.targets())));
        return new Finding(claims, Figure.of(new XyChart(
                "Rate against the share of labels replaced by random ones, mean of the classes",
                Axis.linear("share replaced"), Axis.linear("λ"),
                List.of(Series.of("theory", Series.Style.LINE, SHARES, expected).inGroup("λ"),
                        Series.of("measured", Series.Style.MARKERS, SHARES, measured).inGroup("λ")), List.of())));
    }

    /**
     * How far the mean of the classes' 1 + lambda may be from its expectation, relatively. Chance moves it most when no signal is
     * left: then R^2 is a sum of as many squares as the rank, so that its relative standard error is sqrt(2 / rank), and that of
     * 1 + lambda half of it. The K classes, of which one is what the others leave, are as good as K - 1 that know nothing of
     * each other.
     */
    private static double samplingError(int rank, int classes) {
        return STANDARD_ERRORS * Math.sqrt(1.0 / (2.0 * rank * (classes - 1)));
    }

    /** Draws the class of a random share of the examples anew, each class as likely; larger shares contain smaller ones. */
    private static Examples relabelled(Examples examples, double share, SplittableRandom random) {
        int[] labels = new int[examples.count()];
        for (int i = 0; i < labels.length; i++) {
            double chance = random.nextDouble();
            int drawn = random.nextInt(examples.targets());
            labels[i] = chance < share ? drawn : examples.label(i);
        }
        return examples.relabel(labels);
    }

    /**
     * Mean over classes of the expected lambda when a share p of the labels is drawn anew from K classes: c shrinks by 1 - p, and
     * the variance that drawing gives to a label adds its fit by chance, rank over number of examples times it.
     */
    private static double expected(ClosedFormRates.Result original, double p, Examples all) {
        int classes = all.targets();
        double[] lambda = new double[classes];
        for (int k = 0; k < classes; k++) {
            double q = Math.pow((1 + original.rates().lambda()[k]) * ClosedFormRates.GAMMA, 2);
            double share = original.joint().mean()[all.features() + k];
            double kept = 1 - p + p / classes;
            double gained = p / classes;
            double variance = share * kept * (1 - kept) + (1 - share) * gained * (1 - gained);
            double chance = original.rates().rank() * variance / all.count();
            lambda[k] = Math.sqrt((1 - p) * (1 - p) * q + chance) / ClosedFormRates.GAMMA - 1;
        }
        return ClosedFormRates.mean(lambda);
    }
}
