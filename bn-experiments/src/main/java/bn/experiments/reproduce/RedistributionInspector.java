package bn.experiments.reproduce;

import bn.api.Tensor;
import bn.api.norm.Normalization;
import bn.api.norm.Parameter;
import bn.experiments.network.Dense;
import bn.experiments.network.Layer;
import bn.experiments.network.Network;
import bn.experiments.network.WeightRule;
import java.util.ArrayList;
import java.util.List;

/** Reads the rates of all normalized layers at every step, averages them over windows, and checks the balance of T8. */
final class RedistributionInspector implements WeightRule {
    private final List<Layer> layers;
    private final int window;
    private final List<List<Window>> windows = new ArrayList<>();
    private final double[] lambdaSum;
    private final double[] netSum;
    private double largestError;
    private int step;

    /** An inspector of the layers with a normalization; the last of them is not checked, because T8 does not hold there. */
    RedistributionInspector(Network network, int window) {
        layers = network.layers().stream().filter(layer -> layer.normalization().isPresent()).toList();
        this.window = window;
        layers.forEach(layer -> windows.add(new ArrayList<>()));
        lambdaSum = new double[layers.size()];
        netSum = new double[layers.size()];
    }

    /**
     * A part of the training.
     *
     * @param lastStep number of its last step
     * @param lambda mean over its steps and the units
     * @param net sum over the units of gamma^2 lambda, mean over its steps
     */
    record Window(int lastStep, double lambda, double net) { }

    @Override
    public void apply(Dense dense, Tensor x, Tensor dz) {
        if (dense == layers.get(0).dense()) {
            // The first layer is the last of the backward pass.
            step++;
            for (int i = 0; i < layers.size(); i++) {
                read(i);
            }
        }
    }

    private void read(int layer) {
        Normalization norm = layers.get(layer).normalization().orElseThrow();
        Parameter scale = norm.gamma().orElseThrow();
        Parameter shift = norm.parameters().stream().filter(p -> p.role() == Parameter.Role.BETA).findFirst().orElseThrow();
        double[] gamma = scale.value().toDoubles();
        double[] gammaGradient = scale.gradient().toDoubles();
        double[] beta = shift.value().toDoubles();
        double[] betaGradient = shift.gradient().toDoubles();
        double lambda = 0;
        double net = 0;
        double shifted = 0;
        double size = 0;
        for (int k = 0; k < gamma.length; k++) {
            lambda -= gammaGradient[k] / gamma[k] / gamma.length;
            net -= gamma[k] * gammaGradient[k];
            shifted += beta[k] * betaGradient[k];
            size += Math.abs(gamma[k] * gammaGradient[k]) + Math.abs(beta[k] * betaGradient[k]);
        }
        if (layer < layers.size() - 1) {
            largestError = Math.max(largestError, Math.abs(net - shifted) / size);
        }
        lambdaSum[layer] += lambda;
        netSum[layer] += net;
        if (step % window == 0) {
            windows.get(layer).add(new Window(step, lambdaSum[layer] / window, netSum[layer] / window));
            lambdaSum[layer] = 0;
            netSum[layer] = 0;
        }
    }

    /** What was read of a layer, counted from 0. */
    List<Window> windows(int layer) {
        return windows.get(layer);
    }

    /** The largest error of T8 in a layer other than the last, relative to the sum of the sizes of its terms. */
    double largestError() {
        return largestError;
    }
}
