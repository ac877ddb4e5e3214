package bn.experiments.rate;

import bn.api.UsageException;
import bn.api.backend.Backend;
import bn.api.kernel.Loss;
import bn.api.norm.Normalization;
import bn.api.norm.Parameter;
import bn.experiments.data.Examples;
import bn.experiments.network.Layer;
import bn.experiments.network.Network;
import bn.theory.network.RateBalance;
import bn.theory.network.Stationarity;
import bn.theory.unit.UnitRate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads a network on all examples as one batch: rates (T3, T6) and certificates (T8, stationarity) with population statistics.
 * Nothing is averaged over batches, so the network must take all examples at once.
 */
public final class NetworkMeter {

    private NetworkMeter() { }

    /**
     * Reads all hidden layers. The network keeps its parameters and running statistics.
     *
     * @param network whose largest batch is at least the number of examples
     * @param loss that it is trained with
     * @param noiseSigma standard deviation of the noise on the inputs
     * @param seed of the noise
     * @throws UsageException if its hidden layers have no rates
     */
    public static List<LayerCertificate> read(Backend backend, Network network, Examples examples, Loss loss, double noiseSigma,
            long seed) {
        List<Layer> hidden = network.layers().subList(0, network.layers().size() - 1);
        if (hidden.isEmpty()) {
            throw new UsageException("a network " + network.spec().architecture() + " has no hidden layer, so no rates");
        }
        if (hidden.stream().anyMatch(layer -> layer.normalization().flatMap(Normalization::gamma).isEmpty())) {
            throw new UsageException("the network's normalization has no gamma, so it has no rates; use a network with "
                    + "batch norm");
        }
        LayerGradients gradients = new LayerGradients(backend);
        List<LayerReading> readings;
        try (RateMeter meter = new RateMeter(backend, network.spec().dtype(), examples, loss, noiseSigma, examples.count(),
                examples.count())) {
            readings = meter.read(network, seed, gradients);
        }
        List<LayerCertificate> certificates = new ArrayList<>();
        for (int i = 0; i < hidden.size(); i++) {
            double[] lambda = readings.get(i).rates().orElseThrow().units().stream().mapToDouble(UnitRate::lambda).toArray();
            Optional<Stationarity> stationarity = gradients.of(hidden.get(i))
                    .map(terms -> Stationarity.of(terms.loss(), lambda, terms.penalty()));
            certificates.add(new LayerCertificate(readings.get(i), stationarity,
                    balance(hidden.get(i), network.layers().get(i + 1).dense().weights())));
        }
        return certificates;
    }

    private static RateBalance balance(Layer layer, Parameter above) {
        Normalization norm = layer.normalization().orElseThrow();
        Parameter gamma = norm.gamma().orElseThrow();
        double[] none = new double[layer.dense().outputs()];
        Optional<Parameter> beta = norm.parameters().stream().filter(p -> p.role() == Parameter.Role.BETA).findFirst();
        return RateBalance.of(gamma.value().toDoubles(), gamma.gradient().toDoubles(),
                beta.map(b -> b.value().toDoubles()).orElse(none), beta.map(b -> b.gradient().toDoubles()).orElse(none),
                above.value().toDoubles(), above.gradient().toDoubles());
    }
}
