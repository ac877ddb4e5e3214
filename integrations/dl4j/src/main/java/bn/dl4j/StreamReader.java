package bn.dl4j;

import bn.monitor.Reading;
import bn.monitor.StreamDescription;
import bn.theory.network.RateBalance;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationLReLU;
import org.nd4j.linalg.activations.impl.ActivationReLU;

/** Balances the rates of one normalization with what the linear maps read that follow it (T8 of docs/theory.md). */
final class StreamReader {
    private final String writer;
    private final List<LinearMap> consumers;

    private StreamReader(String writer, List<LinearMap> consumers) {
        this.writer = writer;
        this.consumers = consumers;
    }

    /**
     * The stream of a normalization. There is none if something else than positively homogeneous layers (ReLU, leaky ReLU,
     * maximum or average pooling) is between it and a linear map, or if its outputs are added to others.
     *
     * @param layers all layers of the network
     * @param vertices inputs of the vertices that are no layers, and what else reads the outputs of layers
     */
    static Optional<StreamReader> of(NetworkLayer normalization, List<NetworkLayer> layers, List<String> vertices) {
        List<LinearMap> consumers = new ArrayList<>();
        return collect(normalization.name(), layers, vertices, consumers)
                ? Optional.of(new StreamReader(normalization.name(), List.copyOf(consumers)))
                : Optional.empty();
    }

    private static boolean collect(String writer, List<NetworkLayer> layers, List<String> vertices, List<LinearMap> consumers) {
        if (vertices.contains(writer)) {
            return false;
        }
        List<NetworkLayer> readers = layers.stream().filter(each -> each.inputs().contains(writer)).toList();
        for (NetworkLayer each : readers) {
            if (LinearMap.is(each) && !each.frozen()) {
                consumers.add(new LinearMap(each));
            } else if (!isHomogeneous(each) || !collect(each.name(), layers, vertices, consumers)) {
                return false;
            }
        }
        return !readers.isEmpty();
    }

    private static boolean isHomogeneous(NetworkLayer layer) {
        if (layer.configuration() instanceof SubsamplingLayer pooling) {
            return pooling.getPoolingType() == PoolingType.MAX || pooling.getPoolingType() == PoolingType.AVG;
        }
        return layer.configuration() instanceof ActivationLayer activation && isHomogeneous(activation.getActivationFn());
    }

    private static boolean isHomogeneous(IActivation function) {
        return function instanceof ActivationIdentity || function instanceof ActivationLReLU
        // ReLU with its default settings: neither a threshold nor a maximum.
                || function.equals(new ActivationReLU());
    }

    StreamDescription description() {
        return new StreamDescription(writer, List.of(writer), consumers.stream().map(each -> each.layer().name()).toList());
    }

    /** The balance at one step, with the reading of the normalization there. */
    RateBalance read(Model network, Reading reading) {
        double[] products = consumers.stream().mapToDouble(each -> each.product(network)).toArray();
        double[] ones = products.clone();
        java.util.Arrays.fill(ones, 1);
        return RateBalance.of(reading.gamma(), reading.gammaGradient(), reading.beta(), reading.betaGradient(), products, ones);
    }
}
