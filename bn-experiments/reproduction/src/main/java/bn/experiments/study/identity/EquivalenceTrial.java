package bn.experiments.study.identity;

import bn.api.backend.Backend;
import bn.experiments.data.Examples;
import bn.experiments.rate.JointMoments;
import bn.experiments.study.Condition;
import bn.experiments.study.Factor;
import bn.experiments.study.Protocol;
import bn.experiments.study.Recorder;
import bn.experiments.study.Split;
import bn.experiments.study.Trial;
import bn.experiments.study.TrialContext;
import bn.experiments.study.data.PrincipalComponents;
import bn.theory.linear.LinearRegression;
import bn.theory.optimize.Progress;
import bn.theory.softmax.LabelledRows;
import bn.theory.softmax.SoftmaxRate;
import bn.theory.softmax.SoftmaxRegression;
import bn.theory.softmax.SoftmaxSolution;
import bn.theory.spectral.Spectrum;
import java.util.Arrays;
import java.util.List;

/** Solves softmax regression with batch norm, reads the rates off, and solves it without batch norm. */
final class EquivalenceTrial {
    static final Factor<String> BACKEND = Factor.of(Trial.BACKEND);
    static final Factor<Double> GAMMA = Factor.of("gamma");
    static final Factor<String> INPUTS = Factor.of("inputs");
    static final List<Double> GAMMAS = List.of(0.25, 0.5, 1.0, 2.0, 4.0, 8.0);
    static final String ALL = "all";
    static final String FEW = "fewer than classes";
    static final List<String> LEVELS = List.of(ALL, FEW);

    private EquivalenceTrial() {}

    static int examples(Protocol protocol) {
        return Math.min(protocol.trainable(), protocol.choose(1000, 4000));
    }

    static void solve(TrialContext context, Recorder recorder, Condition at) {
        Backend backend = context.backend(at.get(BACKEND));
        Examples examples = inputs(backend, at.get(INPUTS),
                Split.draw(context.pooled(), examples(context.protocol()), 0, at.seed()).train());
        LabelledRows rows = new LabelledRows(examples::copyFeatureRows, examples.labels(), examples.targets());
        Progress progress = (iteration, value, norm) -> context.check();
        try (SoftmaxRegression regression = new SoftmaxRegression(backend,
                new JointMoments(backend).of(examples).marginal(examples.features()), rows)) {
            SoftmaxRate rate = SoftmaxRate.solve(regression, at.get(GAMMA), progress);
            recorder.record("certified", rate.certificate().holds() ? 1 : 0);
            recorder.record("converged", rate.converged() ? 1 : 0);
            recorder.record("gradientNorm", rate.batchNorm().gradientNorm());
            rate.explicit().ifPresent(explicit -> compared(rate, explicit, recorder));
            if (rate.explicit().isEmpty()) {
                outside(rate, regression, recorder, progress);
            }
            for (int k = 0; k < rate.lambda().length; k++) {
                recorder.with("class", k).record("lambda", rate.lambda()[k]);
            }
        }
    }

    /** All features, or as many principal components as half the number of classes. */
    private static Examples inputs(Backend backend, String level, Examples examples) {
        if (level.equals(ALL)) {
            return examples;
        }
        Spectrum spectrum = new LinearRegression(new JointMoments(backend).of(examples), examples.targets()).clean().spectrum();
        return PrincipalComponents.of(examples, spectrum, Math.min(spectrum.rank(), Math.max(1, examples.targets() / 2)));
    }

    private static void compared(SoftmaxRate rate, SoftmaxSolution explicit, Recorder recorder) {
        recorder.record("explicitGradientNorm", explicit.gradientNorm());
        recorder.record("difference", rate.relativeDifference());
        if (!Double.isNaN(rate.differenceBound())) {
            recorder.record("over bound", rate.relativeDifference() / rate.differenceBound());
        }
    }

    /**
     * A lower bound of the relative difference. Let F(v) be the least loss over the shifts, plus the penalty with the rates that are not
     * negative. In whitened coordinates the gradient of F at the weights of batch norm is that of the penalty that was left out, of
     * norm gamma sqrt(sum of squares of the negative rates). F is convex, and its curvature at most 1/2, that of the cross-entropy, plus
     * the largest rate. At the other solution the gradient is 0, and the weights of batch norm have the norm gamma sqrt(K).
     */
    private static double leastDifference(SoftmaxRate rate) {
        double negative = Arrays.stream(rate.lambda()).filter(lambda -> lambda < 0).map(lambda -> lambda * lambda).sum();
        double largest = Arrays.stream(rate.lambda()).max().orElseThrow();
        return Math.sqrt(negative / rate.lambda().length) / (0.5 + Math.max(largest, 0));
    }

    /**
     * Where a rate is negative, the problem with these rates has no minimum. With 0 in place of the negative ones it has, and that is
     * farther away than {@link #leastDifference}.
     */
    private static void outside(SoftmaxRate rate, SoftmaxRegression regression, Recorder recorder, Progress progress) {
        double[] kept = Arrays.stream(rate.lambda()).map(lambda -> Math.max(lambda, 0)).toArray();
        SoftmaxSolution other = regression.solveExplicit(kept, progress);
        recorder.record("other converged", other.converged() ? 1 : 0);
        recorder.record("other difference", rate.batchNorm().relativeDifference(other));
        recorder.record("over least", rate.batchNorm().relativeDifference(other) / leastDifference(rate));
    }
}
