package bn.experiments.study;

import java.io.Serializable;
import java.util.Map;

/**
 * A measured number: a row of an experiment's table.
 *
 * @param trial name of the trial that measured it
 * @param seed of that trial
 * @param factors what it was measured under, by name
 * @param quantity what was measured
 * @param value how much
 */
public record Observation(String trial, long seed, Map<String, String> factors, String quantity,
        double value) implements Serializable {

    /** Copies the factors. */
    public Observation {
        factors = Map.copyOf(factors);
    }
}
