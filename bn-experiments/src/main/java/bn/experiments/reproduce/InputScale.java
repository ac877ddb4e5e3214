package bn.experiments.reproduce;

import bn.api.Moments;
import bn.experiments.data.Examples;
import bn.experiments.report.Axis;
import bn.experiments.report.Claim;
import bn.experiments.report.Figure;
import bn.experiments.report.Series;
import bn.experiments.report.XyChart;
import bn.theory.linear.LinearRates;
import bn.theory.spectral.Spectrum;
import java.util.List;

/** The rate and the equivalent L2 rate against the scale of the inputs. */
final class InputScale {
    private static final double[] SCALES = {0.01, 0.1, 1, 10, 255};
    /** However badly conditioned the data are: an error of a hundredth is a wrong law, not rounding. */
    private static final double WORST_BAR = 0.01;

    private final ClosedFormRates rates;

    InputScale(ClosedFormRates rates) {
        this.rates = rates;
    }

    Finding run(Examples all, Progress progress) {
        ClosedFormRates.Result unscaled = rates.of(all);
        LinearRates original = unscaled.rates();
        double[] lambda = new double[SCALES.length];
        double[] alpha = new double[SCALES.length];
        double lambdaError = 0;
        double alphaError = 0;
        for (int i = 0; i < SCALES.length; i++) {
            double scale = SCALES[i];
            progress.at((double) i / SCALES.length, "inputs times " + scale);
            LinearRates scaled = rates.of(scaled(all, scale)).rates();
            lambda[i] = ClosedFormRates.mean(scaled.lambda());
            alpha[i] = ClosedFormRates.mean(scaled.alpha());
            for (int k = 0; k < all.targets(); k++) {
                lambdaError = Math.max(lambdaError, relative(scaled.lambda()[k], original.lambda()[k]));
                alphaError = Math.max(alphaError, relative(scaled.alpha()[k], scale * scale * original.alpha()[k]));
            }
        }
        double rounding = rounding(unscaled.joint().marginal(all.features()));
        List<Claim> claims = List.of(
                Verdicts.atMost("T4 input scale, rate", "λ does not depend on the scale of the inputs",
                        "largest relative change of λ", lambdaError, Math.min(rounding, WORST_BAR)),
                Verdicts.atMost("T4 input scale, equivalent L2 rate", "α moves with the square of the scale of the inputs",
                        "largest relative error", alphaError, Math.min(2 * rounding, WORST_BAR)));
        return new Finding(claims, Figure.of(new XyChart(
                "Rate and equivalent L2 rate against the scale of the inputs, mean of the classes",
                Axis.log("scale of the inputs"), Axis.log("λ, α"),
                List.of(Series.of("λ", Series.Style.LINE_AND_MARKERS, SCALES, lambda),
                        Series.of("α", Series.Style.LINE_AND_MARKERS, SCALES, alpha)), List.of())));
    }

    /**
     * How far rounding may move c.S^+ c, relatively: rounding moves S by up to d epsilon times its largest eigenvalue, and
     * so the inverse of the smallest one by that over the smallest one. In v.v that inverse stands squared.
     */
    private static double rounding(Moments features) {
        Spectrum spectrum = Spectrum.of(features.covariance(), features.dimension());
        return spectrum.rankTolerance() / spectrum.value(spectrum.rank() - 1);
    }

    private static Examples scaled(Examples examples, double scale) {
        return examples.map((example, features, offset, width) -> {
            for (int i = offset; i < offset + width; i++) {
                features[i] *= scale;
            }
        });
    }

    private static double relative(double value, double expected) {
        return Math.abs(value - expected) / Math.abs(expected);
    }
}
