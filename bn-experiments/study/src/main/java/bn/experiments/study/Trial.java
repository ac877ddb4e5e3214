package bn.experiments.study;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The unit of work of an experiment: it is done as a whole, and again if it is interrupted. It depends on the data, its factors and
 * its seed alone.
 *
 * @param factors what distinguishes it from the experiment's other trials, in reading order; possibly none
 * @param seed of everything random in it
 * @param cost how long it takes, in a unit that the trials of all experiments share: about seconds for one thread
 * @param work what it does
 */
public record Trial(Map<String, String> factors, long seed, double cost, Work work) {
    /** The factor of trials that measure on several backends: its levels are names of the protocol's. */
    public static final String BACKEND = "backend";

    /** Copies the factors and checks the cost. */
    public Trial {
        factors = new LinkedHashMap<>(factors);
        if (!(cost > 0)) {
            throw new IllegalArgumentException("a trial's cost is above 0, got " + cost);
        }
    }

    /** What a trial does. */
    @FunctionalInterface
    public interface Work {

        /**
         * Measures.
         *
         * @throws java.util.concurrent.CancellationException if the context asks for it
         */
        void run(TrialContext context, Recorder recorder);
    }

    /** The backend that it is about; empty if it computes on that of the study, as those without this factor do. */
    Optional<String> backend() {
        return Optional.ofNullable(factors.get(BACKEND));
    }

    /** The same trial under a further factor, named first. */
    Trial under(String factor, String level) {
        Map<String, String> all = new LinkedHashMap<>(Map.of(factor, level));
        all.putAll(factors);
        return new Trial(all, seed, cost, work);
    }

    /** Its name among the trials of its experiment. */
    public String name() {
        String levels = factors.entrySet().stream().map(factor -> factor.getKey() + "=" + factor.getValue() + " ")
                .collect(Collectors.joining());
        return levels + "seed=" + seed;
    }

    /**
     * Does its work.
     *
     * @return what it measured, at least one number
     */
    public List<Observation> run(TrialContext context) {
        List<Observation> observations = new ArrayList<>();
        work.run(context, new Recorder(this, factors, observations));
        if (observations.isEmpty()) {
            throw new IllegalStateException("trial " + name() + " measured nothing");
        }
        return observations;
    }
}
