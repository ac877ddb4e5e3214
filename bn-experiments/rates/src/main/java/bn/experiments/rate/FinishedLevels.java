package bn.experiments.rate;

import bn.api.BnException;
import bn.api.norm.BatchStatistics;
import bn.api.norm.Normalization;
import bn.experiments.network.Layer;
import bn.experiments.network.Linear;
import bn.experiments.network.Network;
import bn.theory.network.Stationarity;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What a measurement has computed so far, level by level, as arrays that are named after the layers. */
final class FinishedLevels {
    private final Network network;
    private final MeasurementStore store;
    private final Map<String, double[]> arrays;

    /** The levels in the store. */
    FinishedLevels(Network network, MeasurementStore store) {
        this.network = network;
        this.store = store;
        arrays = new TreeMap<>(store.kept());
    }

    /** The statistics of the layers of a level; empty if it is not finished. */
    Optional<Map<Layer, PopulationStatistics>> statistics(Collection<Layer> level) {
        Map<Layer, PopulationStatistics> found = new LinkedHashMap<>();
        for (Layer layer : level) {
            if (!arrays.containsKey(mean(layer))) {
                return Optional.empty();
            }
            double eps = layer.normalization().flatMap(Normalization::statistics).map(BatchStatistics::eps).orElseThrow();
            found.put(layer, new PopulationStatistics(array(mean(layer), layer.units()), array(variance(layer), layer.units()),
                    eps));
        }
        return Optional.of(found);
    }

    /** Adds the statistics of a level. */
    void add(Map<Layer, PopulationStatistics> level) {
        level.forEach((layer, statistics) -> {
            arrays.put(mean(layer), statistics.mean());
            arrays.put(variance(layer), statistics.variance());
        });
        store.keep(Collections.unmodifiableMap(arrays));
    }

    /**
     * The gradients of the layers of a level; empty if it is not finished.
     *
     * @param maps linear maps whose gradients the same pass computes; they are set
     */
    Optional<Map<Layer, LayerGradients>> gradients(Collection<Layer> level, Map<Linear, LinearGradients> maps) {
        Map<Layer, LayerGradients> found = new LinkedHashMap<>();
        for (Layer layer : level) {
            if (!arrays.containsKey(gamma(layer))) {
                return Optional.empty();
            }
            Optional<Stationarity> stationarity = !arrays.containsKey(residual(layer)) ? Optional.empty()
                    : Optional.of(new Stationarity(array(centred(layer), layer.units()), array(residual(layer), layer.units())));
            found.put(layer, new LayerGradients(array(gamma(layer), layer.units()), array(beta(layer), layer.units()),
                    stationarity));
        }
        for (Map.Entry<Linear, LinearGradients> map : maps.entrySet()) {
            if (!arrays.containsKey(weights(map.getKey()))) {
                return Optional.empty();
            }
            LinearGradients sums = map.getValue();
            sums.set(array(weights(map.getKey()), sums.weights().length), array(bias(map.getKey()), sums.bias().length));
        }
        return Optional.of(found);
    }

    /** Adds the gradients of a level. */
    void add(Map<Layer, LayerGradients> level, Map<Linear, LinearGradients> maps) {
        level.forEach((layer, gradients) -> {
            arrays.put(gamma(layer), gradients.gamma());
            arrays.put(beta(layer), gradients.beta());
            gradients.stationarity().ifPresent(stationarity -> {
                arrays.put(centred(layer), stationarity.gradient());
                arrays.put(residual(layer), stationarity.residual());
            });
        });
        maps.forEach((map, sums) -> {
            arrays.put(weights(map), sums.weights());
            arrays.put(bias(map), sums.bias());
        });
        store.keep(Collections.unmodifiableMap(arrays));
    }

    private double[] array(String name, int length) {
        double[] values = arrays.get(name);
        if (values == null || values.length != length) {
            throw new BnException("what was kept of the measurement is damaged: " + name + " should have " + length
                    + " numbers; measure again into another folder");
        }
        return values;
    }

    private static String mean(Layer layer) {
        return layer.name() + ".mean";
    }

    private static String variance(Layer layer) {
        return layer.name() + ".variance";
    }

    private static String gamma(Layer layer) {
        return layer.name() + ".gammaGradient";
    }

    private static String beta(Layer layer) {
        return layer.name() + ".betaGradient";
    }

    private static String centred(Layer layer) {
        return layer.name() + ".stationarity.gradient";
    }

    private static String residual(Layer layer) {
        return layer.name() + ".stationarity.residual";
    }

    private String weights(Linear map) {
        return owner(map) + ".weightGradient";
    }

    private String bias(Linear map) {
        return owner(map) + ".biasGradient";
    }

    private String owner(Linear map) {
        return network.layers().stream().filter(layer -> layer.hasLinear() && layer.linear() == map).findFirst().orElseThrow()
                .name();
    }
}
