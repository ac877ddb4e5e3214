package bn.experiments.reproduce;

import bn.api.Moments;
import bn.experiments.data.Examples;
import bn.experiments.rate.JointMoments;
import bn.experiments.report.Axis;
import bn.experiments.report.Claim;
import bn.experiments.report.Figure;
import bn.experiments.report.Section;
import bn.experiments.report.Series;
import bn.experiments.report.XyChart;
import bn.theory.linear.LinearRates;
import bn.theory.linear.LinearRegression;
import bn.theory.spectral.Spectrum;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** How the rate of batch-normalized linear regression (T4) depends on the data: their number, their scale, their signal. */
final class DataDependence implements Experiment {
    private static final double GAMMA = 0.1;
    private static final double[] SCALES = {0.01, 0.1, 1, 10, 255};
    private static final double[] FLIPS = {0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1};
    /** However badly conditioned the data are: an error of a hundredth is a wrong law, not rounding. */
    private static final double WORST_SCALE_BAR = 0.01;
    /**
     * Mean of the classes' 1 + lambda against the expectation: three standard errors of a sample as small as the quick one's,
     * whose largest is sqrt(1 / (2 rank)) = 5 % for a class when no signal is left, a third of it for the mean of ten.
     */
    private static final double SIGNAL_BAR = 0.05;

    @Override
    public String name() {
        return "data";
    }

    @Override
    public List<Section> run(Conditions conditions) {
        Examples train = conditions.pooled().train();
        JointMoments moments = new JointMoments(conditions.backend());
        List<Claim> claims = new ArrayList<>();
        List<Figure> figures = new ArrayList<>();
        number(train.limit(conditions.scale().choose(2000, 10000)), moments, conditions, claims, figures);
        Examples all = train.limit(conditions.scale().choose(2000, 10000));
        scale(all, moments, conditions, claims, figures);
        signal(all, moments, conditions, claims, figures);
        return List.of(new Section("Data dependence: the closed-form rate of linear regression", List.of(
                "Each class is regressed on the pixels (averaged over 2x2 for images) by a linear unit with batch normalization "
                + "and γ = " + GAMMA + ". T4 gives its rate in closed form: λ = sd(y) R / γ - 1, with R the multiple "
                + "correlation of class and pixels. So the rate is set by how much of the class the data explain.",
                "With few examples more is explained by chance, so the rate is higher. The scale of the inputs does not touch the "
                + "rate, but the equivalent L2 rate α moves with its square. When a share p of the labels is replaced by "
                + "random ones, (1 + λ) γ falls as sqrt((1 − p)² q + r v / n) does, where q is its square at p = 0, r "
                + "the rank, n the number of examples and v the variance that the replacement gives to a label."),
                claims, List.copyOf(figures)));
    }

    private void number(Examples all, JointMoments moments, Conditions conditions, List<Claim> claims, List<Figure> figures) {
        int[] sizes = sizes(all);
        double[] lambda = new double[sizes.length];
        double[] rSquared = new double[sizes.length];
        for (int i = 0; i < sizes.length; i++) {
            conditions.progress().at(0.3 * i / sizes.length, sizes[i] + " examples");
            LinearRates rates = rates(moments.of(all.limit(sizes[i])), all.targets());
            lambda[i] = mean(rates.lambda());
            rSquared[i] = mean(rates.rSquared());
        }
        double[] x = Arrays.stream(sizes).asDoubleStream().toArray();
        claims.add(Verdicts.falling("T4 number of examples", "the more examples, the lower the rate: less is explained by chance",
                "mean λ", lambda));
        figures.add(Figure.of(new XyChart("Rate and explained share against the number of training examples, mean of the classes",
                Axis.log("training examples"), Axis.linearFromZero("λ, R²"),
                List.of(Series.of("λ", Series.Style.LINE_AND_MARKERS, x, lambda),
                        Series.of("R²", Series.Style.LINE_AND_MARKERS, x, rSquared)), List.of())));
    }

    /** From twice the number of features on, doubling. */
    private static int[] sizes(Examples all) {
        List<Integer> sizes = new ArrayList<>();
        for (int size = 2 * all.features(); size < all.count(); size *= 2) {
            sizes.add(size);
        }
        sizes.add(all.count());
        return sizes.stream().mapToInt(Integer::intValue).toArray();
    }

    private void scale(Examples all, JointMoments moments, Conditions conditions, List<Claim> claims, List<Figure> figures) {
        Moments joint = moments.of(all);
        LinearRates original = rates(joint, all.targets());
        double[] lambda = new double[SCALES.length];
        double[] alpha = new double[SCALES.length];
        double lambdaError = 0;
        double alphaError = 0;
        for (int i = 0; i < SCALES.length; i++) {
            double scale = SCALES[i];
            conditions.progress().at(0.3 + 0.3 * i / SCALES.length, "inputs times " + scale);
            LinearRates rates = rates(moments.of(scaled(all, scale)), all.targets());
            lambda[i] = mean(rates.lambda());
            alpha[i] = mean(rates.alpha());
            for (int k = 0; k < all.targets(); k++) {
                lambdaError = Math.max(lambdaError, relative(rates.lambda()[k], original.lambda()[k]));
                alphaError = Math.max(alphaError, relative(rates.alpha()[k], scale * scale * original.alpha()[k]));
            }
        }
        double rounding = rounding(joint.marginal(all.features()));
        claims.add(Verdicts.atMost("T4 input scale, rate", "λ does not depend on the scale of the inputs",
                "largest relative change of λ", lambdaError, Math.min(rounding, WORST_SCALE_BAR)));
        claims.add(Verdicts.atMost("T4 input scale, equivalent L2 rate", "α moves with the square of the scale of the inputs",
                "largest relative error", alphaError, Math.min(2 * rounding, WORST_SCALE_BAR)));
        figures.add(Figure.of(new XyChart("Rate and equivalent L2 rate against the scale of the inputs, mean of the classes",
                Axis.log("scale of the inputs"), Axis.log("λ, α"),
                List.of(Series.of("λ", Series.Style.LINE_AND_MARKERS, SCALES, lambda),
                        Series.of("α", Series.Style.LINE_AND_MARKERS, SCALES, alpha)), List.of())));
    }

    private void signal(Examples all, JointMoments moments, Conditions conditions, List<Claim> claims, List<Figure> figures) {
        double[] measured = new double[FLIPS.length];
        double[] expected = new double[FLIPS.length];
        double error = 0;
        LinearRates clean = null;
        Moments cleanMoments = null;
        for (int i = 0; i < FLIPS.length; i++) {
            conditions.progress().at(0.6 + 0.4 * i / FLIPS.length, "labels replaced: " + FLIPS[i]);
            Examples flipped = relabelled(all, FLIPS[i], new SplittableRandom(conditions.seed()));
            Moments joint = moments.of(flipped);
            LinearRates rates = rates(joint, all.targets());
            clean = clean == null ? rates : clean;
            cleanMoments = cleanMoments == null ? joint : cleanMoments;
            measured[i] = mean(rates.lambda());
            expected[i] = expected(clean, cleanMoments, FLIPS[i], all);
            error = Math.max(error, Math.abs(measured[i] - expected[i]) / (1 + expected[i]));
        }
        claims.add(Verdicts.falling("T4 label signal", "the weaker the signal in the labels, the lower the rate",
                "mean λ", measured));
        claims.add(Verdicts.atMost("T4 label signal, law", "the rate follows the signal as the closed form says",
                "largest relative error of mean 1 + λ", error, SIGNAL_BAR));
        figures.add(Figure.of(new XyChart("Rate against the share of labels replaced by random ones, mean of the classes",
                Axis.linear("share replaced"), Axis.linear("λ"),
                List.of(Series.of("theory", Series.Style.LINE, FLIPS, expected).inGroup("λ"),
                        Series.of("measured", Series.Style.MARKERS, FLIPS, measured).inGroup("λ")), List.of())));
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

    /** Mean over classes of the expected lambda when a share p of the labels is drawn anew from K classes. */
    private static double expected(LinearRates clean, Moments joint, double p, Examples all) {
        int classes = all.targets();
        double sum = 0;
        for (int k = 0; k < classes; k++) {
            double q = Math.pow((1 + clean.lambda()[k]) * GAMMA, 2);
            double share = joint.mean()[all.features() + k];
            double kept = 1 - p + p / classes;
            double gained = p / classes;
            double variance = share * kept * (1 - kept) + (1 - share) * gained * (1 - gained);
            sum += Math.sqrt((1 - p) * (1 - p) * q + clean.rank() * variance / all.count()) / GAMMA - 1;
        }
        return sum / classes;
    }

    private static LinearRates rates(Moments joint, int targets) {
        return new LinearRegression(joint, targets).solveAll(GAMMA, 0);
    }

    private static double relative(double value, double expected) {
        return Math.abs(value - expected) / Math.abs(expected);
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElse(Double.NaN);
    }
}
