package bn.experiments.study;

import bn.experiments.data.Dataset;
import java.util.List;

/**
 * Where trials are done: in threads of this process, or elsewhere. What a trial measures depends on the data, its factors and its
 * seed alone, so where, in which order and how many at a time changes no result.
 */
@FunctionalInterface
public interface TrialExecutor {

    /**
     * Does trials, and tells the observer each result as soon as there is one. Returns when all are finished.
     *
     * @param data all training and test examples
     * @param protocol what the study measures; its backends compute with one thread each, whatever the number of processors: it
     *     changes roundings
     * @param tasks each once
     * @throws bn.api.BnException if a trial fails or the observer does; no further trial is begun
     * @throws java.util.concurrent.CancellationException if the user interrupts; no further trial is begun
     */
    void run(Dataset data, Protocol protocol, List<TrialTask> tasks, TrialObserver observer);
}
