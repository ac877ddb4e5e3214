package bn.experiments.run;

import bn.experiments.rate.LayerReading;
import bn.experiments.train.EpochMetrics;
import bn.experiments.train.TrainingListener;
import java.util.List;

/** Watches a {@link TrainingRun}. */
public interface RunListener extends TrainingListener {

    /** Called with what the user should know, a line each. */
    default void note(String text) { }

    /** Called after each epoch, when its files are on the disk. */
    default void epoch(EpochMetrics metrics, List<LayerReading> rates) { }
}
