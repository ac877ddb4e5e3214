package bn.monitor;

import bn.theory.network.RateBalance;
import java.util.HashMap;
import java.util.Map;

/**
 * What was read at one training step.
 *
 * @param step number of the step, from 1
 * @param learningRate of this step; NaN if not known
 * @param layers a reading for each layer that can be read, by name
 * @param streams the balance of each stream, by name
 */
public record StepReading(long step, double learningRate, Map<String, Reading> layers, Map<String, RateBalance> streams) {

    /** The same step with the angles of some of its layers, by name. */
    public StepReading withAngles(Map<String, Double> angles) {
        Map<String, Reading> turned = new HashMap<>(layers);
        turned.replaceAll((name, each) -> each.withAngle(angles.getOrDefault(name, Double.NaN)));
        return new StepReading(step, learningRate, turned, streams);
    }

    /** Copies the maps. */
    public StepReading {
        layers = Map.copyOf(layers);
        streams = Map.copyOf(streams);
    }
}
