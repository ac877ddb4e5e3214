package bn.experiments.rate;

import bn.api.DType;
import bn.api.norm.Normalization;
import bn.api.norm.Parameter;
import bn.experiments.network.Layer;
import bn.experiments.network.Network;

/** Reads what a backward pass left in the normalization of a layer, and adds it to means over batches. */
final class UnitReader {
    private final Normalization norm;
    private final String label;
    private final DType dtype;
    private final UnitMeans means;
    /** Zeros where the normalization has no such parameter, or no statistics. */
    private final double[] gamma;
    private final double[] beta;
    private final double[] variance;

    /** A reader of a layer with a normalization. */
    UnitReader(Network network, Layer layer, UnitMeans means) {
        norm = layer.normalization().orElseThrow();
        label = network.label(layer);
        dtype = network.spec().dtype();
        this.means = means;
        gamma = new double[means.units()];
        beta = new double[means.units()];
        variance = new double[means.units()];
    }

    /**
     * Adds a batch.
     *
     * @throws bn.api.BnException if gradients or variances are not finite, or out of the range of the network's dtype
     */
    void read() {
        norm.statistics().ifPresent(statistics -> {
            statistics.batch().variance().download(variance, 0);
            FiniteCheck.checkVariance(label, variance, statistics.eps(), dtype);
        });
        norm.gamma().ifPresent(parameter -> read(parameter, "the gradient of gamma", gamma));
        norm.parameters().stream().filter(parameter -> parameter.role() == Parameter.Role.BETA)
                .forEach(parameter -> read(parameter, "the gradient of beta", beta));
        means.add(gamma, beta, variance);
    }

    private void read(Parameter parameter, String what, double[] into) {
        parameter.gradient().download(into, 0);
        FiniteCheck.check(what, label, into, dtype);
    }
}
