package bn.experiments.rate;

import bn.experiments.network.Layer;
import bn.experiments.network.Network;
import bn.experiments.stream.BalanceMeans;
import bn.experiments.stream.StreamFinder;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What batches say about the rates of a network, without the network: means over the batches, as many numbers as it has units.
 * Those of different batches, possibly read by different processes, are merged; up to rounding their order does not matter.
 */
public final class RateSums implements Serializable {
    private static final long serialVersionUID = 1L;

    private final UnitMeans[] layers;
    private final BalanceMeans streams;
    private final PairSums noise;

    /** Of these parts, which can still grow. */
    RateSums(List<UnitMeans> layers, BalanceMeans streams, PairSums noise) {
        this.layers = layers.toArray(UnitMeans[]::new);
        this.streams = streams;
        this.noise = noise;
    }

    /** Number of batches. */
    public int batches() {
        return layers.length == 0 ? 0 : layers[0].batches();
    }

    /**
     * Adds the batches of others, which are none of these.
     *
     * @param others of the same network
     */
    public void merge(RateSums others) {
        for (int l = 0; l < layers.length; l++) {
            layers[l].merge(others.layers[l]);
        }
        streams.merge(others.streams);
        noise.merge(others.noise);
    }

    /**
     * The rates as means over the batches, with their standard errors, and the balance of each stream (T8).
     *
     * @param network that they are of, with the same parameters
     * @param noiseSigma standard deviation of the noise on the inputs
     */
    public NetworkMeasurement measurement(Network network, double noiseSigma) {
        return new NetworkMeasurement(
                rates(network, noiseSigma).stream().map(layer -> new LayerCertificate(layer, Optional.empty())).toList(),
                streams.of(StreamFinder.of(network)), Optional.empty());
    }

    /** The rates alone. */
    List<LayerMeasurement> rates(Network network, double noiseSigma) {
        List<Layer> hidden = network.normalizedLayers();
        NoiseVariance variance = new NoiseVariance(hidden, noiseSigma, noise);
        List<LayerMeasurement> measurements = new ArrayList<>();
        for (int l = 0; l < layers.length; l++) {
            UnitMeans units = layers[l];
            measurements.add(LayerMeasurement
                    .of(l + 1, hidden.get(l), units.gammaGradient(), units.betaGradient(), units.variance(), variance)
                    .withSpread(units.spread()));
        }
        return measurements;
    }
}
