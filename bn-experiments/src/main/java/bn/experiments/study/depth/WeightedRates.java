package bn.experiments.study.depth;

import bn.api.Tensor;
import bn.experiments.network.Dense;
import bn.experiments.network.Layer;
import bn.experiments.network.Network;
import bn.experiments.network.WeightRule;
import bn.experiments.study.Recorder;
import java.util.List;

/**
 * The rate of each layer at every step, weighted by gamma^2: sum gamma^2 lambda / sum gamma^2. By T5 it says how the squared
 * scales move as a whole, d sum gamma^2 / dt = 2 sum gamma^2 (lambda - mu), and units that died count for nothing.
 */
final class WeightedRates implements WeightRule {
    private static final int POINTS = 20;
    /** The share of the steps, at the end, over which the final rate is averaged. */
    private static final int LAST = 10;

    private final List<Layer> layers;
    private final int steps;
    private final Recorder recorder;
    private final double[] mean;
    private final double[] last;
    private final double[] initialScale;
    private int step;

    WeightedRates(Network network, int steps, Recorder recorder) {
        layers = network.layers().stream().filter(layer -> layer.normalization().isPresent()).toList();
        this.steps = steps;
        this.recorder = recorder;
        mean = new double[layers.size()];
        last = new double[layers.size()];
        initialScale = layers.stream().mapToDouble(layer -> LayerState.of(layer).squaredScale()).toArray();
    }

    @Override
    public void apply(Dense dense, Tensor x, Tensor dz) {
        if (dense != layers.get(0).dense()) {
            return;
        }
        step++;
        int window = Math.max(1, steps / POINTS);
        for (int i = 0; i < layers.size(); i++) {
            LayerState state = LayerState.of(layers.get(i));
            double net = 0;
            for (int k = 0; k < state.gamma().length; k++) {
                net -= state.gamma()[k] * state.gammaGradient()[k];
            }
            double rate = net / state.squaredScale();
            mean[i] += rate / window;
            last[i] += step > steps - steps / LAST ? rate / (steps / LAST) : 0;
            if (step % window == 0) {
                recorder.with("layer", i + 1).with("step", step).record("rate", mean[i]);
                mean[i] = 0;
            }
        }
    }

    /** Takes down where the rates ended, and how the scales grew. */
    void end() {
        for (int i = 0; i < layers.size(); i++) {
            Recorder layer = recorder.with("layer", i + 1);
            layer.record("final", last[i]);
            layer.record("growth", Math.log(LayerState.of(layers.get(i)).squaredScale() / initialScale[i]));
        }
    }
}
