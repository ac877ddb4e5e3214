package bn.experiments.study;

import java.util.List;

/** An experiment that is constructed with what it says of itself. */
public abstract class AbstractExperiment implements Experiment {
    private final String name;
    private final String title;
    private final String question;
    private final List<String> factors;

    /**
     * An experiment.
     *
     * @param name {@link #name}
     * @param title {@link #title}
     * @param question {@link #question}
     * @param factors {@link #factors}
     */
    protected AbstractExperiment(String name, String title, String question, List<String> factors) {
        this.name = name;
        this.title = title;
        this.question = question;
        this.factors = List.copyOf(factors);
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final String title() {
        return title;
    }

    @Override
    public final String question() {
        return question;
    }

    @Override
    public final List<String> factors() {
        return factors;
    }
}
