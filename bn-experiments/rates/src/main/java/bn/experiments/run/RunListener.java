package bn.experiments.run;

import bn.experiments.rate.LayerMeasurement;
import bn.experiments.train.EpochMetrics;
import bn.experiments.train.TrainingListener;
import java.util.List;

/** Watches a {@link TrainingRun}. */
public interface RunListener extends TrainingListener {

    /** Called with a line that the user should see. */
    default void note(String text) {}

    /** Called after each epoch, when its files are on the disk. */
    default void epoch(EpochMetrics metrics, List<LayerMeasurement> rates) {}
}
