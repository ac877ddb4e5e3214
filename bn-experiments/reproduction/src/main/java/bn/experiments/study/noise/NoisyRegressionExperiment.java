package bn.experiments.study.noise;

import bn.api.Moments;
import bn.experiments.data.Examples;
import bn.experiments.rate.JointMoments;
import bn.experiments.study.Condition;
import bn.experiments.study.Evidence;
import bn.experiments.study.Findings;
import bn.experiments.study.Protocol;
import bn.experiments.study.Recorder;
import bn.experiments.study.Split;
import bn.experiments.study.SubExperiment;
import bn.experiments.study.Trial;
import bn.experiments.study.TrialContext;
import bn.experiments.study.Trials;
import bn.theory.linear.DirectionalShrinkage;
import bn.theory.linear.LinearRate;
import bn.theory.linear.LinearRegression;
import java.util.List;
import java.util.Optional;

/** Linear regression on noised copies of the examples against what the clean ones predict (T6): rate, penalty, directions. */
final class NoisyRegressionExperiment implements SubExperiment {
    static final List<Double> SIGMAS = List.of(0.0, 0.1, 0.25, 0.5, 1.0, 2.0);
    /**
     * Hundreds of comparisons (classes, kinds, levels, seeds), some with squares of deviates, whose tails are longer than normal.
     */
    private static final double STANDARD_ERRORS = 5;

    @Override
    public String name() {
        return "regression";
    }

    @Override
    public List<Trial> trials(Protocol protocol) {
        return Trials.grid(protocol).over(NoiseKind.FACTOR, NoiseKind.values()).cost(1, 8)
                .measure(NoisyRegressionExperiment::measure);
    }

    static int examples(Protocol protocol) {
        return Math.min(protocol.data().train(), protocol.choose(1000, 4000));
    }

    static int copies(Protocol protocol) {
        return protocol.choose(6, 32);
    }

    private static void measure(TrialContext context, Recorder recorder, Condition at) {
        Protocol protocol = context.protocol();
        NoiseKind kind = at.get(NoiseKind.FACTOR);
        long seed = at.seed();
        Examples examples = Split.draw(context.pooled(), examples(protocol), 0, seed).train();
        JointMoments moments = new JointMoments(context.backend());
        Moments joint = moments.of(examples);
        LinearRegression clean = new LinearRegression(joint, examples.targets());
        double[][] basis = kind.basis(clean.clean().spectrum(), seed);
        for (double sigma : SIGMAS) {
            Noise noise = new Noise(kind, basis, sigma);
            Prediction prediction = new Prediction(joint, clean, noise);
            Moments noised = null;
            for (int copy = 0; copy < (sigma > 0 ? copies(protocol) : 1); copy++) {
                context.check();
                // Every noise level, copy and seed has draws of its own: seeds of copies are far apart.
                long draw = seed * 1_000_003 + 1009L * SIGMAS.indexOf(sigma) + copy;
                Moments one = moments.of(noise.on(examples, draw * 10_000_019));
                noised = noised == null ? one : noised.merge(one);
            }
            LinearRegression regression = new LinearRegression(noised, examples.targets());
            record(recorder.with("level", sigma), prediction, Prediction.solve(regression, regression.withNoise(0)),
                    (double) noised.count());
        }
    }

    private static void record(Recorder recorder, Prediction prediction, List<Optional<LinearRate>> measured, double examples) {
        recorder.record("lambda", Prediction.mean(measured, LinearRate::lambda));
        recorder.record("lambda expected", Prediction.mean(prediction.rates(), LinearRate::lambda));
        recorder.record("signal", Prediction.mean(measured, rate -> rate.lambda() * prediction.signal(rate.weights())));
        recorder.record("signal expected",
                Prediction.mean(prediction.rates(), rate -> rate.lambda() * prediction.signal(rate.weights())));
        recorder.record("noise", Prediction.mean(measured, rate -> rate.lambda() * prediction.noise().variance(rate.weights())));
        recorder.record("noise expected",
                Prediction.mean(prediction.rates(), rate -> rate.lambda() * prediction.noise().variance(rate.weights())));
        double[][] weights = new double[measured.size()][];
        double rateError = 0;
        double shareError = 0;
        for (int k = 0; k < weights.length; k++) {
            if (prediction.rates().get(k).isEmpty()) {
                continue;
            }
            LinearRate found = measured.get(k).orElseThrow();
            weights[k] = found.weights();
            rateError = Math.max(rateError, Math.abs((1 + found.lambda()) / prediction.rate(k, examples) - 1)
                    / (STANDARD_ERRORS * prediction.rateError(k, examples)));
            shareError = Math.max(shareError, Math.abs(share(prediction, found) - prediction.noiseShare(k, examples))
                    / shareError(prediction, k, examples));
        }
        if (prediction.noise().sigma() > 0) {
            recorder.record("rate error", rateError);
            recorder.record("share error", shareError);
            for (Bands.Band band : Bands.of(prediction, weights, examples)) {
                Recorder here = recorder.with("band", band.name());
                here.record("kept", band.measured());
                here.record("kept expected", band.predicted());
                here.record("kept error", Math.abs(band.measured() - band.predicted())
                        / (STANDARD_ERRORS * (band.deviation() + band.predicted() / Math.sqrt(examples))
                                + band.predicted() * prediction.noise().basis().length / examples));
            }
        }
    }

    /** The noise's fraction of the penalty, which does not depend on the sign of lambda. */
    private static double share(Prediction prediction, LinearRate rate) {
        double noise = prediction.noise().variance(rate.weights());
        return noise / (noise + prediction.signal(rate.weights()));
    }

    /**
     * How far the noise's fraction of v.Sv, the sum of n_j a_j^2 over gamma^2, may be off: a linear term in the errors of the a_j; the
     * variance of a quadratic one, a sum of squares of normal deviates; and twice the error of their common factor 1 / (1 + lambda).
     */
    private static double shareError(Prediction prediction, int k, double examples) {
        LinearRate rate = prediction.rates().get(k).orElseThrow();
        double linear = 0;
        double squares = 0;
        for (DirectionalShrinkage direction : prediction.directions(k)) {
            double variance = prediction.coefficientVariance(k, direction, examples);
            double a = direction.covariance() / ((1 + rate.lambda()) * (direction.signal() + direction.noise()));
            linear += Math.pow(2 * direction.noise() * a, 2) * variance;
            squares += 2 * Math.pow(direction.noise() * variance, 2);
        }
        return STANDARD_ERRORS * (Math.sqrt(linear + squares) / (Prediction.GAMMA * Prediction.GAMMA)
                + 2 * share(prediction, rate) * prediction.rateError(k, examples));
    }

    @Override
    public Findings findings(Evidence evidence) {
        return NoisyRegressionReport.of(evidence);
    }
}
