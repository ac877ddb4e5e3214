package bn.experiments.study.depth;

import bn.api.Moments;
import bn.api.backend.Backend;
import bn.experiments.data.Examples;
import bn.experiments.rate.JointMoments;
import bn.experiments.study.Condition;
import bn.experiments.study.Protocol;
import bn.experiments.study.Recorder;
import bn.experiments.study.Split;
import bn.experiments.study.TrialContext;
import bn.theory.optimize.Progress;
import bn.theory.softmax.BatchNormSolution;
import bn.theory.softmax.LabelledRows;
import bn.theory.softmax.SoftmaxRegression;
import bn.theory.softmax.SoftmaxSolution;
import java.util.Arrays;
import java.util.stream.IntStream;

/** T5 (a) at a stationary point: softmax regression with batch norm, gamma learned under weight decay, against the same penalty without. */
final class SoftmaxTrial {

    private SoftmaxTrial() {}

    static int examples(Protocol protocol) {
        return Math.min(protocol.trainable(), protocol.choose(1000, 2000));
    }

    static void run(TrialContext context, Recorder recorder, Condition at) {
        double decay = at.get(DepthExperiment.DECAY_FACTOR);
        Examples examples = Split.draw(context.pooled(), examples(context.protocol()), 0, at.seed()).train();
        Backend backend = context.backend();
        Moments moments = new JointMoments(backend).of(examples).marginal(examples.features());
        if (!varies(moments)) {
            recorder.record("constant", 1);
            return;
        }
        Progress progress = (iteration, value, norm) -> context.check();
        double[] rates = new double[examples.targets()];
        Arrays.fill(rates, decay);
        try (SoftmaxRegression regression = new SoftmaxRegression(backend, moments,
                new LabelledRows(examples::copyFeatureRows, examples.labels(), examples.targets()))) {
            BatchNormSolution tuned = regression.solveLearnedScale(decay, progress);
            SoftmaxSolution explicit = regression.solveExplicit(rates, progress);
            boolean solved = tuned.solution().converged() && explicit.converged();
            recorder.record("solved", solved ? 1 : 0);
            recorder.record("iterations", tuned.solution().iterations());
            if (solved) {
                recorder.record("rate error", Arrays.stream(tuned.lambda()).map(rate -> Math.abs(rate / decay - 1)).max()
                        .orElseThrow());
                recorder.record("difference", tuned.solution().relativeDifference(explicit));
            }
        }
    }

    private static boolean varies(Moments moments) {
        double[] covariance = moments.covariance();
        return IntStream.range(0, moments.dimension()).anyMatch(j -> covariance[j * moments.dimension() + j] > 0);
    }
}
