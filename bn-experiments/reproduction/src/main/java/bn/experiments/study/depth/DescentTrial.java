package bn.experiments.study.depth;

import bn.experiments.architecture.Architecture;
import bn.experiments.data.Examples;
import bn.experiments.network.Layer;
import bn.experiments.study.Condition;
import bn.experiments.study.Protocol;
import bn.experiments.study.Recorder;
import bn.experiments.study.Split;
import bn.experiments.study.TrialContext;
import java.util.Arrays;
import java.util.List;

/** T5 (a) before convergence: an MLP whose gammas decay, by full-batch descent, with the output weights held by decay or free. */
final class DescentTrial {
    static final List<Integer> HIDDEN = List.of(32, 16);
    /** Fractions of the learning rate, each for {@link #PARTS} of the steps; the first for what is left. */
    static final double[] FRACTIONS = {1, 0.5, 0.25, 0.125, 0.0625};
    static final double PARTS = 0.1;
    private static final int READINGS = 12;

    private DescentTrial() {}

    static int examples(Protocol protocol) {
        return Math.min(protocol.trainable(), protocol.choose(256, 512));
    }

    static int steps(Protocol protocol) {
        return protocol.choose(600, 4000);
    }

    /** Learning time: the sum of the learning rates, over 1 - momentum. */
    static double time(Protocol protocol) {
        double fractions = 1 - PARTS * (FRACTIONS.length - 1) + PARTS * (Arrays.stream(FRACTIONS).sum() - FRACTIONS[0]);
        return fractions * steps(protocol) * FullBatchDescent.LEARNING_RATE / (1 - FullBatchDescent.MOMENTUM);
    }

    static void run(TrialContext context, Recorder recorder, Condition at) {
        Protocol protocol = context.protocol();
        double decay = at.get(DepthExperiment.DECAY_FACTOR);
        boolean held = at.get(DepthExperiment.ABOVE_FACTOR).equals(DepthExperiment.HELD);
        Examples examples = Split.draw(context.pooled(), examples(protocol), 0, at.seed()).train();
        Architecture architecture = new Architecture(
                List.of(examples.features(), HIDDEN.get(0), HIDDEN.get(1), examples.targets()));
        try (FullBatchDescent descent = new FullBatchDescent(context.backend(), context.normalization("batch"), architecture,
                examples,
                decay, held ? decay : 0, at.seed())) {
            int part = (int) (PARTS * steps(protocol));
            int first = steps(protocol) - part * (FRACTIONS.length - 1);
            int done = 0;
            for (int i = 0; i < READINGS; i++) {
                int until = first * (i + 1) / READINGS;
                descent.run(until - done, FRACTIONS[0], context::check);
                done = until;
                read(descent, recorder, done, decay);
            }
            for (int i = 1; i < FRACTIONS.length; i++) {
                descent.run(part, FRACTIONS[i], context::check);
                done += part;
                read(descent, recorder, done, decay);
            }
            recorder.record("loss", descent.gradients());
            for (int i = 0; i < HIDDEN.size(); i++) {
                end(HiddenLayer.of(descent.network().layers().get(i)), recorder.with("layer", i + 1), decay);
            }
            HiddenLayer last = HiddenLayer.of(descent.network().layers().get(HIDDEN.size() - 1));
            double predicted = last.relativeRateBeforeRest(descent.output(), held ? 1 : 0);
            Recorder layer = recorder.with("layer", HIDDEN.size());
            layer.record("predicted rate", predicted * decay);
            layer.record("relative error", last.rate() / decay - predicted);
        }
    }

    private static void read(FullBatchDescent descent, Recorder recorder, int step, double decay) {
        descent.gradients();
        List<Layer> layers = descent.network().layers();
        for (int i = 0; i < HIDDEN.size(); i++) {
            recorder.with("layer", i + 1).with("step", step).record("relative rate at",
                    HiddenLayer.of(layers.get(i)).rate() / decay);
        }
    }

    private static void end(HiddenLayer layer, Recorder recorder, double decay) {
        recorder.record("relative rate", layer.rate() / decay);
        recorder.record("rate", layer.rate());
        recorder.record("unrest", layer.unrest(decay));
        recorder.record("scale", Math.sqrt(layer.squaredScale() / layer.gamma().length));
        double[] sorted = Arrays.stream(layer.rates()).filter(rate -> !Double.isNaN(rate)).map(rate -> rate / decay).sorted()
                .toArray();
        if (sorted.length > 0) {
            recorder.with("quantile", 0.1).record("unit", TrainingTrial.quantile(sorted, 0.1));
            recorder.with("quantile", 0.9).record("unit", TrainingTrial.quantile(sorted, 0.9));
        }
    }
}
