package bn.experiments.study.depth;

import bn.api.Tensor;
import bn.experiments.network.Dense;
import bn.experiments.network.Layer;
import bn.experiments.network.Network;
import bn.experiments.network.WeightRule;
import bn.experiments.study.Recorder;
import bn.theory.network.RateBalance;
import java.util.Arrays;
import java.util.List;

/**
 * Reads all batch-normalized layers at every step of a training: means over windows of steps, as a single batch is noisy, and the
 * largest error of T8 in layers that another batch norm follows.
 */
final class OverTime implements WeightRule {
    private final List<Layer> all;
    private final int layers;
    private final int window;
    private final Recorder recorder;
    private final double[] lambda;
    private final double[] net;
    private final double[] netSize;
    private double largestError;
    private int step;

    OverTime(Network network, int window, Recorder recorder) {
        all = network.layers();
        layers = all.size() - 1;
        this.window = window;
        this.recorder = recorder;
        lambda = new double[layers];
        net = new double[layers];
        netSize = new double[layers];
    }

    @Override
    public void apply(Dense dense, Tensor x, Tensor dz) {
        if (dense != all.get(0).dense()) {
            return;
        }
        // The first layer is the last of the backward pass: all gradients are there.
        step++;
        for (int i = 0; i < layers; i++) {
            LayerState state = LayerState.of(all.get(i));
            RateBalance balance = state.balance(all.get(i + 1));
            if (i < layers - 1) {
                largestError = Math.max(largestError, balance.relativeError());
            }
            lambda[i] += state.meanLambda() / window;
            net[i] += balance.netRate() / window;
            netSize[i] += Math.abs(balance.netRate());
        }
        if (step % window == 0) {
            for (int i = 0; i < layers; i++) {
                Recorder at = recorder.with("layer", i + 1).with("step", step);
                at.record("lambda", lambda[i]);
                at.record("net", net[i]);
            }
            Arrays.fill(lambda, 0);
            Arrays.fill(net, 0);
        }
    }

    /** Takes down what concerns the whole training. */
    void end() {
        for (int i = 0; i < layers; i++) {
            recorder.with("layer", i + 1).record("netSize", netSize[i] / step);
        }
        recorder.record("error", largestError);
    }
}
