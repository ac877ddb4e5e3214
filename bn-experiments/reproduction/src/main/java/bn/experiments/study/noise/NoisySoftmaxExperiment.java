package bn.experiments.study.noise;

import bn.api.Moments;
import bn.api.backend.Backend;
import bn.experiments.data.Examples;
import bn.experiments.rate.JointMoments;
import bn.experiments.report.Axis;
import bn.experiments.report.Figure;
import bn.experiments.report.ReferenceLine;
import bn.experiments.report.Series;
import bn.experiments.report.XyChart;
import bn.experiments.study.Condition;
import bn.experiments.study.Evidence;
import bn.experiments.study.Factor;
import bn.experiments.study.Findings;
import bn.experiments.study.Protocol;
import bn.experiments.study.Recorder;
import bn.experiments.study.Results;
import bn.experiments.study.Split;
import bn.experiments.study.SubExperiment;
import bn.experiments.study.Trial;
import bn.experiments.study.TrialContext;
import bn.experiments.study.Trials;
import bn.theory.linear.LinearRegression;
import bn.theory.softmax.BatchNormSolution;
import bn.theory.softmax.LabelledRows;
import bn.theory.softmax.SoftmaxRegression;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Softmax regression on noised copies: no closed form says what the rates are, but T6 says how the penalty splits. */
final class NoisySoftmaxExperiment implements SubExperiment {
    private static final double GAMMA = 1;
    private static final double STANDARD_ERRORS = 4;
    private static final Factor<Double> LEVEL = Factor.of("level");
    private static final List<Double> SIGMAS = List.of(0.0, 0.25, 0.5, 1.0, 2.0);

    @Override
    public String name() {
        return "softmax";
    }

    @Override
    public List<Trial> trials(Protocol protocol) {
        return Trials.grid(protocol).over(LEVEL, SIGMAS).cost(1 / 3.0, 10 / 3.0).measure(NoisySoftmaxExperiment::measure);
    }

    private static int examples(Protocol protocol) {
        return Math.min(protocol.data().train(), protocol.choose(400, 1500));
    }

    private static int copies(Protocol protocol) {
        return protocol.choose(3, 5);
    }

    private static void measure(TrialContext context, Recorder recorder, Condition at) {
        Protocol protocol = context.protocol();
        double sigma = at.get(LEVEL);
        long seed = at.seed();
        Examples examples = Split.draw(context.pooled(), examples(protocol), 0, seed).train();
        Backend backend = context.backend();
        Moments joint = new JointMoments(backend).of(examples);
        LinearRegression regression = new LinearRegression(joint, examples.targets());
        Noise noise = new Noise(NoiseKind.ISOTROPIC, NoiseKind.ISOTROPIC.basis(regression.clean().spectrum(), seed), sigma);
        int[] copies = IntStream.range(0, copies(protocol) * examples.count()).map(i -> i % examples.count()).toArray();
        // Noise by the number of the copy, not of the example.
        Examples noised = noise.on(examples.select(copies), seed * 10_000_019);
        BatchNormSolution tuned = solve(context, noised, new JointMoments(backend).of(noised).marginal(noised.features()));
        // The same noise as the prediction's: only its split of a penalty is used, which knows no rates.
        Prediction split = new Prediction(joint, regression, noise);
        // Weights fit the noise that they have seen; v.Sv is taken on copies that they have not seen.
        Moments unseen = new JointMoments(backend).of(noise.on(examples.select(copies), seed * 10_000_019 + 1))
                .marginal(examples.features());
        double[] lambda = tuned.lambda();
        int d = examples.features();
        double error = 0;
        double difference = 0;
        double signal = 0;
        double noisy = 0;
        for (int k = 0; k < lambda.length; k++) {
            double[] v = Arrays.copyOfRange(tuned.solution().weights(), k * d, (k + 1) * d);
            double ofSignal = split.signal(v);
            double ofNoise = noise.variance(v);
            signal += lambda[k] * ofSignal / lambda.length;
            noisy += lambda[k] * ofNoise / lambda.length;
            double found = variance(unseen, v);
            difference = Math.max(difference, Math.abs((ofSignal + ofNoise) / found - 1));
            error = Math.max(error, Math.abs(found - ofSignal - ofNoise) / standardError(ofSignal, ofNoise, copies.length));
        }
        recorder.record("lambda", Arrays.stream(lambda).average().orElseThrow());
        recorder.record("signal", signal);
        recorder.record("noise", noisy);
        recorder.record("converged", tuned.solution().converged() ? 1 : 0);
        if (sigma > 0) {
            recorder.record("split error", error / STANDARD_ERRORS);
            recorder.record("split difference", difference);
        }
    }

    /**
     * Of v.Sv on copies whose noise v has not seen. It is off by the mean over the copies of z^2 - E z^2 + 2 z (v.x), x centred and
     * z = v.noise normal: their variances are 2 noise^2 and, x being the same as in the signal part, 4 noise signal on average; they
     * are uncorrelated, as z^3 has the mean 0.
     */
    private static double standardError(double signal, double noise, int copies) {
        return Math.sqrt((2 * noise * noise + 4 * noise * signal) / copies);
    }

    private static double variance(Moments inputs, double[] v) {
        double sum = 0;
        for (int i = 0; i < v.length; i++) {
            for (int j = 0; j < v.length; j++) {
                sum += v[i] * inputs.covariance(i, j) * v[j];
            }
        }
        return sum;
    }

    /** Classes without examples are left out, as their shifts have no optimum. */
    private static BatchNormSolution solve(TrialContext context, Examples examples, Moments inputs) {
        int[] labels = examples.labels();
        int[] present = Arrays.stream(labels).distinct().sorted().toArray();
        int[] numbers = Arrays.stream(labels).map(label -> Arrays.binarySearch(present, label)).toArray();
        LabelledRows rows = new LabelledRows(examples::copyFeatureRows, numbers, present.length);
        try (SoftmaxRegression regression = new SoftmaxRegression(context.backend(), inputs, rows)) {
            return regression.solveBatchNorm(GAMMA, (iteration, value, norm) -> context.check());
        }
    }

    @Override
    public Findings findings(Evidence evidence) {
        Results results = evidence.results();
        Protocol protocol = evidence.protocol();
        List<Series> parts = List.of(results.series("λ", Series.Style.LINE_AND_MARKERS, "level", "lambda"),
                results.series("signal part of λ v·Sv", Series.Style.LINE_AND_MARKERS, "level", "signal"),
                results.series("noise part of λ v·Sv", Series.Style.LINE_AND_MARKERS, "level", "noise"));
        long converged = results.quantity("converged").observations().stream().filter(each -> each.value() == 1).count();
        return new Findings(List.of("Softmax: softmax regression with batch-normalized outputs (γ = 1, β free, ε 0) is solved on "
                + copies(protocol) + " noised copies of each of " + examples(protocol) + " examples, noise in all directions. λ "
                + "v·Sv, which is λ γ² by T1, is split by the clean covariance: λ v·Sₛv + λ σ² ‖v‖². " + converged + " of "
                + results.quantity("converged").observations().size() + " problems were solved to a gradient norm of 1e-8."),
                List.of(evidence.judge("softmax-fall", NoisyRegressionReport.steepest(results, "lambda").estimate()),
                        evidence.judge("softmax-split", results.largest("split error").largest())),
                List.of(Figure.of(new XyChart("Softmax regression: rate and parts of the penalty, mean of the classes",
                        Axis.linear("σ of the noise, in units of the inputs"), Axis.linear("λ, parts of λ v·Sv"), parts,
                        List.of(ReferenceLine.horizontal(0, "no penalty"))))),
                List.of("Softmax: mean λ goes from " + results.where("level", SIGMAS.get(0)).each("lambda").estimate().text()
                        + " without noise to "
                        + results.where("level", SIGMAS.get(SIGMAS.size() - 1)).each("lambda").estimate().text() + " with σ = "
                        + SIGMAS.get(SIGMAS.size() - 1) + ". The two parts add up to λ γ² within "
                        + results.largest("split difference").estimate().text() + " of it in the worst class."));
    }
}
