package bn.experiments.study.depth;

import bn.api.Tensor;
import bn.experiments.network.BackwardHook;
import bn.experiments.network.Layer;
import bn.experiments.network.Linear;
import bn.experiments.network.Network;
import java.util.ArrayList;
import java.util.List;

/** Reads the rates of all hidden layers at every step, averages them over windows, and checks the balance of T8. */
final class RedistributionInspector implements BackwardHook {
    private final List<Layer> layers;
    private final Linear output;
    private final int window;
    private final List<List<Window>> windows = new ArrayList<>();
    private final double[] rateSum;
    private final double[] netSum;
    private final double[] sizeSum;
    private double innerError;
    private double lastError;
    private int step;

    /** An inspector of a network with batch norm of eps = 0 that averages over so many steps. */
    RedistributionInspector(Network network, int window) {
        List<Layer> all = network.layers();
        layers = all.subList(0, all.size() - 1);
        output = all.get(all.size() - 1).linear();
        this.window = window;
        layers.forEach(layer -> windows.add(new ArrayList<>()));
        rateSum = new double[layers.size()];
        netSum = new double[layers.size()];
        sizeSum = new double[layers.size()];
    }

    /**
     * A part of the training.
     *
     * @param lastStep number of its last step
     * @param rate mean over its steps of the layer's rate
     * @param net mean over its steps of sum gamma^2 lambda
     * @param size mean over its steps of sum gamma^2 |lambda|
     */
    record Window(int lastStep, double rate, double net, double size) {}

    @Override
    public void afterLayer(Linear linear, Tensor x, Tensor dz) {
        if (linear == layers.get(0).linear()) {
            // The first layer is the last of the backward pass.
            step++;
            for (int i = 0; i < layers.size(); i++) {
                read(i, HiddenLayer.of(layers.get(i)));
            }
        }
    }

    private void read(int index, HiddenLayer layer) {
        if (index < layers.size() - 1) {
            innerError = Math.max(innerError, layer.inner().relativeError());
        } else {
            lastError = Math.max(lastError, layer.below(output).relativeError());
        }
        rateSum[index] += layer.rate();
        netSum[index] += layer.inner().netRate();
        sizeSum[index] += layer.size();
        if (step % window == 0) {
            windows.get(index).add(new Window(step, rateSum[index] / window, netSum[index] / window, sizeSum[index] / window));
            rateSum[index] = 0;
            netSum[index] = 0;
            sizeSum[index] = 0;
        }
    }

    /** What was read of a layer, counted from 0. */
    List<Window> windows(int layer) {
        return windows.get(layer);
    }

    /** The largest error of T8 in an inner layer, relative to the sum of the sizes of its terms. */
    double innerError() {
        return innerError;
    }

    /** The same in the last layer. */
    double lastError() {
        return lastError;
    }
}
