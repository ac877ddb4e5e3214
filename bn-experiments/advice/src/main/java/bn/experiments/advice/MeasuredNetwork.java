package bn.experiments.advice;

import bn.experiments.architecture.Architecture;
import bn.experiments.rate.BatchSpread;
import bn.experiments.rate.LayerCertificate;
import bn.experiments.rate.LayerMeasurement;
import bn.experiments.rate.NetworkMeasurement;
import bn.experiments.stream.StreamEnds;
import bn.theory.unit.UnitRate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A network whose rates were measured on examples, as advice needs it. */
public final class MeasuredNetwork {
    private MeasuredNetwork() {}

    /**
     * The network.
     *
     * @param readings what the rates are means over, in words
     */
    public static AdvisedNetwork of(NetworkMeasurement measurement, Architecture architecture, String readings) {
        List<String> normalized = architecture.normalized().stream().map(node -> name(architecture, node)).toList();
        return new AdvisedNetwork(
                measurement.layers().stream().map(LayerCertificate::measurement).map(MeasuredNetwork::layer).toList(),
                measurement.streams().stream().map(balance -> StreamEnds.of(balance.stream())).toList(),
                architecture.linear().stream().map(node -> name(architecture, node)).filter(name -> !normalized.contains(name))
                        .toList(),
                readings);
    }

    private static String name(Architecture architecture, int node) {
        return architecture.nodes().get(node).name();
    }

    private static AdvisedLayer layer(LayerMeasurement layer) {
        List<UnitRate> rates = layer.rates().orElseThrow().units();
        Optional<BatchSpread> spread = layer.spread();
        List<AdvisedUnit> units = new ArrayList<>();
        for (int k = 0; k < rates.size(); k++) {
            UnitRate rate = rates.get(k);
            int unit = k;
            units.add(new AdvisedUnit(rate.gamma(), rate.lambda(), spread.map(s -> s.standardError()[unit]).orElse(Double.NaN),
                    spread.map(s -> s.rms()[unit] * Math.abs(rate.gamma())).orElse(Double.NaN)));
        }
        return new AdvisedLayer(layer.name(), units, layer.netRate());
    }
}
