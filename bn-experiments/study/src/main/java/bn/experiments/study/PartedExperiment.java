package bn.experiments.study;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/** An experiment made of parts, which share a question, a file of bars and a table of results. */
public abstract class PartedExperiment implements Experiment {
    private static final String PART = "part";

    private final List<Part> parts;
    private final List<String> factors;

    /**
     * An experiment.
     *
     * @param parts in the order in which the report tells them
     * @param factors of the observations of all parts
     */
    protected PartedExperiment(List<Part> parts, List<String> factors) {
        this.parts = List.copyOf(parts);
        this.factors = Stream.concat(Stream.of(PART), factors.stream()).toList();
    }

    @Override
    public final List<String> factors() {
        return factors;
    }

    @Override
    public final List<Trial> trials(Protocol protocol) {
        List<Trial> trials = new ArrayList<>();
        for (Part part : parts) {
            for (Trial trial : part.trials(protocol)) {
                Map<String, String> all = new LinkedHashMap<>(Map.of(PART, part.name()));
                all.putAll(trial.factors());
                trials.add(new Trial(all, trial.seed(), trial.cost(), trial.work()));
            }
        }
        return trials;
    }

    @Override
    public final Findings findings(Results results, Bars bars, Protocol protocol) {
        List<Findings> found = parts.stream().map(part -> part.findings(results.where(PART, part.name()), bars, protocol))
                .toList();
        return new Findings(all(found, Findings::protocol), all(found, Findings::claims), all(found, Findings::blocks),
                all(found, Findings::meaning));
    }

    private static <T> List<T> all(List<Findings> found, Function<Findings, List<T>> what) {
        return found.stream().flatMap(each -> what.apply(each).stream()).toList();
    }
}
