package bn.experiments.study.slimming;

import bn.experiments.network.Layer;
import bn.experiments.study.depth.HiddenLayer;
import java.util.stream.IntStream;

/** Means over steps of each channel's gamma and its gradient, and at how many steps gamma was 0. */
final class ChannelMeans {
    private final Layer layer;
    private final double[] gamma;
    private final double[] gradient;
    private final int[] zeros;
    private int steps;

    ChannelMeans(Layer layer) {
        this.layer = layer;
        gamma = new double[layer.units()];
        gradient = new double[layer.units()];
        zeros = new int[layer.units()];
    }

    /** The layer. */
    Layer layer() {
        return layer;
    }

    /** Adds a step, after a backward pass that kept the gradients. */
    void add() {
        HiddenLayer now = HiddenLayer.of(layer);
        for (int k = 0; k < gamma.length; k++) {
            gamma[k] += now.gamma()[k];
            gradient[k] += now.gammaGradient()[k];
            zeros[k] += now.gamma()[k] == 0 ? 1 : 0;
        }
        steps++;
    }

    /** The channels whose gamma was 0 at every step. */
    int[] dead() {
        return channels(steps);
    }

    /** The channels whose gamma was 0 at no step. */
    int[] alive() {
        return channels(0);
    }

    private int[] channels(int zeroSteps) {
        return IntStream.range(0, gamma.length).filter(k -> zeros[k] == zeroSteps).toArray();
    }

    /** The mean of |gamma|, of a channel whose gamma does not change its sign. */
    double size(int channel) {
        return Math.abs(gamma[channel]) / steps;
    }

    /** The rate: minus the mean gradient over the mean gamma. */
    double lambda(int channel) {
        return -gradient[channel] / gamma[channel];
    }

    /**
     * The rates of the living channels over those at rest, mu + s / |gamma| (T15): the sums of gamma^2 lambda over the channels.
     *
     * @param decay mu
     * @param strength s
     */
    double rateRatio(double decay, double strength) {
        double measured = 0;
        double predicted = 0;
        for (int k : alive()) {
            measured += size(k) * size(k) * lambda(k);
            predicted += decay * size(k) * size(k) + strength * size(k);
        }
        return measured / predicted;
    }

    /** The fraction of the living channels in which L1 has more than half of the rate exactly if |gamma| is below s / mu. */
    double agreement(double decay, double strength) {
        int[] alive = alive();
        return IntStream.of(alive).filter(k -> lambda(k) > 2 * decay == size(k) < strength / decay).count()
                / (double) alive.length;
    }
}
