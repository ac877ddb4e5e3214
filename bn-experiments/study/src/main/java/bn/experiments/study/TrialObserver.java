package bn.experiments.study;

import bn.experiments.result.Provenance;
import java.util.List;

/** Told what a {@link TrialExecutor} does, by any of its threads. */
public interface TrialObserver {

    /** A trial was begun. An executor that does not learn of it need not tell. */
    void begun(TrialTask task);

    /**
     * Another process than this one computes. Told before the first result of it.
     *
     * @param provenance what computes there
     */
    void computedBy(Provenance provenance);

    /**
     * A trial was finished: its results are kept when this returns.
     *
     * @throws bn.api.BnException if they cannot be kept
     */
    void finished(TrialTask task, List<Observation> observations);
}
