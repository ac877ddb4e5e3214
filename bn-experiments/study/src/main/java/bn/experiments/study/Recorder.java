package bn.experiments.study;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Records what a trial measures. */
public final class Recorder {
    private final Trial trial;
    private final Map<String, String> factors;
    private final List<Observation> observations;

    Recorder(Trial trial, Map<String, String> factors, List<Observation> observations) {
        this.trial = trial;
        this.factors = factors;
        this.observations = observations;
    }

    /** A recorder of the same trial under a further factor. */
    public Recorder with(String factor, Object level) {
        Map<String, String> more = new LinkedHashMap<>(factors);
        if (more.put(factor, String.valueOf(level)) != null) {
            throw new IllegalArgumentException("factor '" + factor + "' is set already in trial " + trial.name());
        }
        return new Recorder(trial, more, observations);
    }

    /** Records a number, which may be NaN or infinite. */
    public void record(String quantity, double value) {
        observations.add(new Observation(trial.name(), trial.seed(), factors, quantity, value));
    }
}
