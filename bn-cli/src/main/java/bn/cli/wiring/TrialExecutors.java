package bn.cli.wiring;

import bn.experiments.study.LocalTrials;
import bn.experiments.study.TrialExecutor;
import java.util.OptionalInt;

/** Creates what does the trials of a study. */
@FunctionalInterface
public interface TrialExecutors {
    /** Trials in threads of this process, as many as there are processors. */
    TrialExecutors LOCAL = (workers, contexts) -> new LocalTrials(
            workers.orElseGet(() -> Runtime.getRuntime().availableProcessors()), contexts);

    /**
     * An executor.
     *
     * @param workers how many trials the user wants at the same time; empty if they have not said
     * @param contexts for trials in this process
     * @throws bn.api.InvalidRequestException if the number cannot be chosen
     */
    TrialExecutor with(OptionalInt workers, LocalTrials.Contexts contexts);
}
