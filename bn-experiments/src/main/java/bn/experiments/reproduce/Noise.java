package bn.experiments.reproduce;

import bn.api.Moments;
import bn.experiments.data.Examples;
import bn.experiments.rate.InputNoise;
import bn.experiments.rate.JointMoments;
import bn.experiments.report.Axis;
import bn.experiments.report.Claim;
import bn.experiments.report.Figure;
import bn.experiments.report.Section;
import bn.experiments.report.Series;
import bn.experiments.report.XyChart;
import bn.theory.linear.LinearRate;
import bn.theory.linear.LinearRegression;
import java.util.ArrayList;
import java.util.List;

/** Input noise (T6): the rate and the two parts of the penalty, in population form and measured on data with noise drawn. */
final class Noise implements Experiment {
    private static final double GAMMA = 0.1;
    private static final double[] SIGMAS = {0, 0.1, 0.25, 0.5, 0.75, 1, 1.5, 2};
    private static final double STANDARD_ERRORS = 4;

    @Override
    public String name() {
        return "noise";
    }

    /** Rate and penalty of one class at one sigma. */
    private record Penalty(double lambda, double signal, double noise) {

        /** The noise's share of the penalty, which does not depend on the sign of lambda. */
        double noiseShare() {
            return noise / (signal + noise);
        }
    }

    @Override
    public List<Section> run(Conditions conditions) {
        Examples train = conditions.pooled().train();
        Examples examples = train.limit(conditions.scale().choose(2000, 10000));
        int copies = conditions.scale().choose(8, 32);
        JointMoments moments = new JointMoments(conditions.backend());
        Moments cleanMoments = moments.of(examples);
        LinearRegression clean = new LinearRegression(cleanMoments, examples.targets());
        Means theory = new Means();
        Means measured = new Means();
        double worstRate = 0;
        double worstShare = 0;
        for (int i = 0; i < SIGMAS.length; i++) {
            double sigma = SIGMAS[i];
            Moments noised = null;
            for (int copy = 0; copy < copies; copy++) {
                conditions.progress().at((i + (double) copy / copies) / SIGMAS.length, "σ " + sigma);
                Moments one = moments.of(InputNoise.on(examples, sigma, conditions.seed() + copies * i + copy));
                noised = noised == null ? one : noised.merge(one);
            }
            LinearRegression sample = new LinearRegression(noised, examples.targets());
            for (int k = 0; k < examples.targets(); k++) {
                Penalty expected = penalty(clean.solve(k, GAMMA, sigma), cleanMoments, sigma);
                Penalty found = penalty(sample.solve(k, GAMMA, 0), cleanMoments, sigma);
                theory.add(i, expected);
                measured.add(i, found);
                int column = examples.features() + k;
                double bar = samplingError(expected.lambda(), cleanMoments.covariance(column, column), examples.features(),
                        (double) examples.count() * copies);
                if (sigma > 0) {
                    worstRate = Math.max(worstRate, Math.abs(found.lambda() - expected.lambda()) / (1 + expected.lambda()) / bar);
                    // Two quadratic forms in v, each with twice the relative error of 1 + lambda.
                    double share = expected.noiseShare();
                    worstShare = Math.max(worstShare, Math.abs(found.noiseShare() - share) / share / (4 * bar));
                }
            }
        }
        return List.of(section(theory.over(examples.targets()), measured.over(examples.targets()), worstRate,
                worstShare, copies, examples.count()));
    }

    /** The parts of lambda v.(S_s + sigma^2 I)v, with S_s the clean covariance. */
    private static Penalty penalty(LinearRate rate, Moments clean, double sigma) {
        double[] v = rate.weights();
        double signal = 0;
        double norm = 0;
        for (int i = 0; i < v.length; i++) {
            double row = 0;
            for (int j = 0; j < v.length; j++) {
                row += clean.covariance(i, j) * v[j];
            }
            signal += v[i] * row;
            norm += v[i] * v[i];
        }
        return new Penalty(rate.lambda(), rate.lambda() * signal, rate.lambda() * sigma * sigma * norm);
    }

    /**
     * How far 1 + lambda of a sample of N noised examples may be from the population's, relatively: the bias that fitting d
     * noise directions brings, and a number of standard errors. With q = ((1 + lambda) gamma)^2 the explained variance of y,
     * noise in c = Cov(x, y) adds var(y) d / N to q in the mean, with a standard error of at most 2 sqrt(q var(y) / N); noise in
     * S adds another q d / N and 2 q / sqrt(N). Half of it relative to q is the error of 1 + lambda.
     */
    private static double samplingError(double lambda, double variance, int features, double examples) {
        double ratio = variance / Math.pow((1 + lambda) * GAMMA, 2);
        double bias = features / examples * (1 + ratio) / 2;
        double standardError = Math.sqrt(ratio / examples) + 1 / Math.sqrt(examples);
        return bias + STANDARD_ERRORS * standardError;
    }

    private static Section section(Means theory, Means measured, double worstRate, double worstShare, int copies, int examples) {
        List<Claim> claims = new ArrayList<>();
        claims.add(Verdicts.falling("T6 rate under noise", "input noise lowers the rate", "mean λ", theory.lambda));
        claims.add(Verdicts.atMost("T6 theory and measurement", "the population form S + σ² I predicts the rate on noised data",
                "largest deviation of 1 + λ over its sampling error", worstRate, 1));
        claims.add(Verdicts.atMost("T6 signal and noise", "the penalty on noised data splits into signal and noise part as predicted",
                "largest deviation of the noise's share over its sampling error", worstShare, 1));
        XyChart rate = new XyChart("Rate against the noise on the inputs, mean of the classes", Axis.linear("σ of the noise"),
                Axis.linear("λ"), List.of(
                        Series.of("theory", Series.Style.LINE, SIGMAS, theory.lambda).inGroup("λ"),
                        Series.of("measured", Series.Style.MARKERS, SIGMAS, measured.lambda).inGroup("λ")), List.of());
        XyChart parts = new XyChart("The penalty's signal and noise part against the noise, mean of the classes",
                Axis.linear("σ of the noise"), Axis.linear("part of λ v·Sv"), List.of(
                        Series.of("signal, theory", Series.Style.LINE, SIGMAS, theory.signal).inGroup("signal"),
                        Series.of("signal, measured", Series.Style.MARKERS, SIGMAS, measured.signal).inGroup("signal"),
                        Series.of("noise, theory", Series.Style.LINE, SIGMAS, theory.noise).inGroup("noise"),
                        Series.of("noise, measured", Series.Style.MARKERS, SIGMAS, measured.noise).inGroup("noise")), List.of());
        return new Section("Noise: signal and noise part of the penalty", List.of(
                "Gaussian noise of standard deviation σ on every input leaves c = Cov(x, y) as it is and turns S into S + σ² I "
                + "(T6). The penalty λ v·(S + σ² I)v splits into a signal and a noise part; γ = " + GAMMA + ".",
                "Theory: from the moments of the " + examples + " clean examples. Measured: the same regression on " + copies
                + " copies of each example, each with noise of its own; its v is split by the clean covariance. The sampling error "
                + "allowed is the bias that fitting noise brings, and " + (int) STANDARD_ERRORS + " standard errors."),
                claims, List.of(Figure.of(rate), Figure.of(parts)));
    }

    /** Means over classes, for each sigma. */
    private static final class Means {
        private final double[] lambda = new double[SIGMAS.length];
        private final double[] signal = new double[SIGMAS.length];
        private final double[] noise = new double[SIGMAS.length];

        void add(int i, Penalty penalty) {
            lambda[i] += penalty.lambda();
            signal[i] += penalty.signal();
            noise[i] += penalty.noise();
        }

        Means over(int classes) {
            for (int i = 0; i < SIGMAS.length; i++) {
                lambda[i] /= classes;
                signal[i] /= classes;
                noise[i] /= classes;
            }
            return this;
        }
    }
}
