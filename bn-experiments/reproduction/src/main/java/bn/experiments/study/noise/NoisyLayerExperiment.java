package bn.experiments.study.noise;

import bn.api.Moments;
import bn.api.kernel.Sgd;
import bn.experiments.data.Examples;
import bn.experiments.rate.JointMoments;
import bn.experiments.report.Figure;
import bn.experiments.study.Condition;
import bn.experiments.study.Evidence;
import bn.experiments.study.Findings;
import bn.experiments.study.Protocol;
import bn.experiments.study.Recorder;
import bn.experiments.study.Results;
import bn.experiments.study.Split;
import bn.experiments.study.SubExperiment;
import bn.experiments.study.Trial;
import bn.experiments.study.TrialContext;
import bn.experiments.study.Trials;
import bn.experiments.study.layer.BatchNormLayer;
import bn.theory.linear.LinearRate;
import bn.theory.linear.LinearRegression;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A layer trained by gradient steps on inputs whose noise is drawn anew at each step: its rate, and what each direction keeps.
 */
final class NoisyLayerExperiment implements SubExperiment {
    private static final double SIGMA = 0.5;

    @Override
    public String name() {
        return "trained";
    }

    @Override
    public List<Trial> trials(Protocol protocol) {
        return Trials.grid(protocol).over(NoiseKind.FACTOR, NoiseKind.values()).cost(1, 6).measure(NoisyLayerExperiment::measure);
    }

    private static int examples(Protocol protocol) {
        return Math.min(protocol.data().train(), protocol.choose(500, 2000));
    }

    private static int steps(Protocol protocol) {
        return protocol.choose(150, 450);
    }

    private static void measure(TrialContext context, Recorder trial, Condition at) {
        Protocol protocol = context.protocol();
        Recorder recorder = trial.with("level", SIGMA);
        NoiseKind kind = at.get(NoiseKind.FACTOR);
        long seed = at.seed();
        Examples examples = Split.draw(context.pooled(), examples(protocol), 0, seed).train();
        Moments joint = new JointMoments(context.backend()).of(examples);
        LinearRegression clean = new LinearRegression(joint, examples.targets());
        Noise noise = new Noise(kind, kind.basis(clean.clean().spectrum(), seed), SIGMA);
        Prediction prediction = new Prediction(joint, clean, noise);
        double[] lambda = new double[examples.targets()];
        double[][] weights = train(context, examples, joint, noise, steps(protocol), seed, lambda);
        double[] expected = prediction.rates().stream().mapToDouble(rate -> rate.map(LinearRate::lambda).orElse(Double.NaN))
                .toArray();
        double found = mean(lambda, expected);
        double theory = mean(expected, expected);
        recorder.record("lambda", found);
        recorder.record("lambda expected", theory);
        recorder.record("rate error", (1 + found) / (1 + theory) - 1);
        for (Bands.Band band : Bands.of(prediction, weights, examples.count())) {
            Recorder here = recorder.with("band", band.name());
            here.record("kept", band.measured());
            here.record("kept expected", band.predicted());
            here.record("kept error", (band.measured() - band.predicted()) * (1 + theory));
        }
    }

    private static double mean(double[] values, double[] defined) {
        double sum = 0;
        int count = 0;
        for (int k = 0; k < values.length; k++) {
            if (!Double.isNaN(defined[k])) {
                sum += values[k];
                count++;
            }
        }
        return sum / count;
    }

    /** Trains, and gives the means of the last third of the steps: effective weights on the original inputs, and rates. */
    private static double[][] train(TrialContext context, Examples examples, Moments joint, Noise noise, int steps, long seed,
            double[] lambda) {
        NoisedInputs inputs = new NoisedInputs(context.backend(), examples, joint, noise);
        SplittableRandom random = new SplittableRandom(~seed);
        int classes = examples.targets();
        double[] whitened = new double[classes * inputs.rank()];
        try (inputs;
                BatchNormLayer layer = new BatchNormLayer(context.backend(), inputs.rank(), classes, examples.count(),
                        Prediction.GAMMA, seed)) {
            int averaged = steps / 3;
            for (int step = 0; step < steps; step++) {
                context.check();
                layer.load(inputs.draw(random), inputs.targets(), examples.count());
                // Inputs of the covariance I and labels of a deviation of 1/2 at most: 2 / gamma is stable.
                double rate = (step < averaged ? 2 : 0.2) / Prediction.GAMMA;
                layer.pass();
                if (step >= steps - averaged) {
                    double[] v = layer.effectiveWeights();
                    double[] rates = layer.rates();
                    Arrays.setAll(whitened, i -> whitened[i] + v[i] / averaged);
                    Arrays.setAll(lambda, k -> lambda[k] + rates[k] / averaged);
                }
                layer.update(new Sgd(rate, 0, 0));
            }
        }
        return inputs.onOriginalInputs(whitened, classes);
    }

    @Override
    public Findings findings(Evidence evidence) {
        Results results = evidence.results();
        Protocol protocol = evidence.protocol();
        List<String> kinds = results.levels("noise");
        return new Findings(List.of("Trained: a linear layer with batch norm on " + examples(protocol) + " examples goes through "
                + "the backend's kernels: " + steps(protocol) + " steps of gradient descent on all examples, whose noise (σ = "
                + SIGMA + ") is drawn anew at each step. Inputs are multiplied by (S + Sₙ)^(−1/2), so that these steps are "
                + "enough; weights are carried back. Rates (T3) and effective weights are means over the last third of the "
                + "steps."),
                List.of(evidence.judgeAll("trained-rate", results.quantity("rate error").estimates(List.of("noise"),
                        those -> those.each("rate error"))),
                        evidence.judgeAll("trained-kept", results.quantity("kept error").estimates(List.of("noise", "band"),
                                those -> those.each("kept error")))),
                List.of(Figure.of(NoisyRegressionReport.kept("What is left of the clean fit in a layer trained with noise, σ = "
                        + SIGMA, results))),
                List.of("The rate read off training with noise is "
                        + Estimates.list(kinds, kind -> results.where("noise", kind).each("lambda").estimate()) + "; theory says "
                        + Estimates.list(kinds, kind -> results.where("noise", kind).each("lambda expected").estimate()) + "."));
    }
}
