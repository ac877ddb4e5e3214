package bn.dl4j;

import bn.monitor.LayerDescription;
import bn.monitor.Reading;
import java.util.Optional;
import java.util.stream.DoubleStream;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.params.BatchNormalizationParamInitializer;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Reads one batch normalization between the backward pass and the updater. The gradients there are sums over the batch: DL4J's
 * updater divides them by its size. The variance of the batch follows from what the updater is about to take from the running
 * variance.
 */
final class NormalizationReader {
    private final NetworkLayer layer;
    private final BatchNormalization configuration;
    private final @Nullable LinearMap linear;
    private final boolean hasGamma;
    private final boolean knowsVariance;

    /**
     * A reader.
     *
     * @param linear the map whose outputs it normalizes; null if it was not found
     */
    NormalizationReader(Model network, NetworkLayer layer, @Nullable LinearMap linear) {
        this.layer = layer;
        this.configuration = (BatchNormalization) layer.configuration();
        this.linear = linear;
        hasGamma = layer.has(network, BatchNormalizationParamInitializer.GAMMA);
        knowsVariance = layer.layer().getHelper() == null;
    }

    String name() {
        return layer.name();
    }

    /** Whether it has gradients that are rates. */
    boolean isReadable() {
        return hasGamma && !layer.frozen();
    }

    LayerDescription description() {
        return new LayerDescription(layer.name(), Math.toIntExact(configuration.getNOut()), configuration.getEps(),
                linear == null ? null : linear.layer().name(), note());
    }

    /** The map whose outputs it normalizes, if it was found. */
    Optional<LinearMap> linearMap() {
        return Optional.ofNullable(linear);
    }

    private @Nullable String note() {
        if (!hasGamma) {
            return "has no gamma: gamma and beta are locked";
        } else if (layer.frozen()) {
            return "frozen: in evaluation mode, its gradients are not rates";
        } else if (linear == null) {
            return "no linear map was found right before it: lambda only";
        } else if (!knowsVariance) {
            return "its statistics are those of a helper (" + layer.layer().getHelper().getClass().getSimpleName()
                    + "), whose variance is not known to be biased: lambda only";
        }
        return null;
    }

    /** Reads it. The derivatives are those of the mean loss of the batch. */
    Reading read(Model network) {
        int channels = Math.toIntExact(configuration.getNOut());
        return new Reading(parameter(network, BatchNormalizationParamInitializer.GAMMA),
                gradient(network, BatchNormalizationParamInitializer.GAMMA, network.batchSize()),
                parameter(network, BatchNormalizationParamInitializer.BETA),
                gradient(network, BatchNormalizationParamInitializer.BETA, network.batchSize()),
                knowsVariance ? batchVariance(network) : Reading.unknown(channels), configuration.getEps(),
                linear == null ? Reading.unknown(channels)
                        : DoubleStream.of(linear.lengths(network)).map(each -> each * each).toArray());
    }

    /**
     * The biased variance of the batch. With decay d the layer's change of the running variance r is (1 - d)(r - batch), which
     * the updater takes from r; if it keeps log10 s of r = s^2, the change is that of log10 s.
     */
    private double[] batchVariance(Model network) {
        boolean logarithm = configuration.isUseLogStd();
        String name = logarithm ? BatchNormalizationParamInitializer.GLOBAL_LOG_STD
                : BatchNormalizationParamInitializer.GLOBAL_VAR;
        double[] running = parameter(network, name);
        double[] change = gradient(network, name, 1);
        double decay = configuration.getDecay();
        double[] variance = new double[running.length];
        for (int k = 0; k < variance.length; k++) {
            double batch = logarithm
                    ? (Math.pow(10, 2 * (running[k] - change[k])) - decay * Math.pow(10, 2 * running[k])) / (1 - decay)
                    : running[k] - change[k] / (1 - decay);
            // Rounding may bring a variance of 0 below it.
            variance[k] = Math.max(0, batch);
        }
        return variance;
    }

    private double[] parameter(Model network, String name) {
        return values(network.getParam(layer.parameter(name)), 1);
    }

    private double[] gradient(Model network, String name, int divisor) {
        return values(network.gradient().getGradientFor(layer.parameter(name)), divisor);
    }

    private static double[] values(INDArray array, int divisor) {
        return DoubleStream.of(array.reshape(array.length()).toDoubleVector()).map(each -> each / divisor).toArray();
    }
}
