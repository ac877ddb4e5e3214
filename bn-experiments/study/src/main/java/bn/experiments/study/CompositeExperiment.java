package bn.experiments.study;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** An experiment made of others, which share a question, a file of criteria and a table of results. */
public abstract class CompositeExperiment extends AbstractExperiment {
    private static final String PART = "part";

    private final List<SubExperiment> parts;

    /**
     * An experiment.
     *
     * @param name {@link #name}
     * @param title {@link #title}
     * @param question {@link #question}
     * @param parts in the order in which the report tells them
     * @param factors of the observations of all parts
     */
    protected CompositeExperiment(String name, String title, String question, List<SubExperiment> parts, List<String> factors) {
        super(name, title, question, Stream.concat(Stream.of(PART), factors.stream()).toList());
        this.parts = List.copyOf(parts);
    }

    @Override
    public final List<Trial> trials(Protocol protocol) {
        return parts.stream().flatMap(part -> part.trials(protocol).stream().map(trial -> trial.under(PART, part.name())))
                .toList();
    }

    @Override
    public final Findings findings(Evidence evidence) {
        List<Findings> found = parts.stream().map(part -> part.findings(evidence.where(PART, part.name()))).toList();
        return new Findings(all(found, Findings::protocol), all(found, Findings::claims), all(found, Findings::blocks),
                all(found, Findings::meaning));
    }

    private static <T> List<T> all(List<Findings> found, Function<Findings, List<T>> what) {
        return found.stream().flatMap(each -> what.apply(each).stream()).toList();
    }
}
