package bn.experiments.study;

import bn.api.BnException;
import java.util.List;
import java.util.concurrent.CancellationException;

/**
 * A trial that is to be done.
 *
 * @param experiment that it belongs to
 */
public record TrialTask(Experiment experiment, Trial trial) {

    /** Both names, for a person. */
    public String name() {
        return experiment.name() + " " + trial.name();
    }

    /**
     * Does the trial.
     *
     * @throws BnException if it fails, with both names; the cause is what it threw
     * @throws CancellationException if the context asks for it
     */
    public List<Observation> run(TrialContext context) {
        try {
            return trial.run(context);
        } catch (CancellationException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new BnException("experiment " + experiment.name() + ", trial " + trial.name() + ": " + e.getMessage(), e);
        }
    }
}
