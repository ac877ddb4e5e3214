package bn.experiments.study;

import bn.api.spi.Named;
import bn.api.spi.Providers;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.function.Function;

/**
 * A question, and what is measured to answer it. Implementations are found by {@link ServiceLoader} and have a public constructor
 * without arguments.
 */
public interface Experiment extends Named {

    /** A short name: the file of its results, and what {@code bn run} calls it. */
    @Override
    String name();

    /** Its title in the report. */
    String title();

    /** What it asks, in a sentence. */
    String question();

    @Override
    default String description() {
        return question();
    }

    /** The names of the factors of its observations, in the order of their columns. */
    List<String> factors();

    /** All that is to be measured. Trials of equal names are the same. */
    List<Trial> trials(Protocol protocol);

    /** Whether it computes the covariance of all features, which takes memory that grows with the square of their number. */
    default boolean needsCovariance() {
        return false;
    }

    /** The criteria of its claims, set before it is run; usually {@link Criteria#read} of a file next to its class. */
    Criteria criteria();

    /** The claims, figures and text of the report, from the measurements of all trials. */
    Findings findings(Evidence evidence);

    /** The experiments that a class loader and its parents see: on the class path, on the module path and in module layers. */
    static Providers<Experiment> load(ClassLoader loader) {
        return load(loader, type -> Optional.empty());
    }

    /** The same, but those of which the function says what they did are not run, and become failures. */
    static Providers<Experiment> load(ClassLoader loader, Function<Class<?>, Optional<String>> refusal) {
        return new Providers<>("experiment", ServiceLoader.load(Experiment.class, loader), loader, refusal);
    }
}
