package bn.experiments.run;

import bn.experiments.rate.LayerReading;
import bn.experiments.train.EpochMetrics;
import bn.experiments.train.TrainingListener;
import java.util.List;

/** Watches a {@link TrainingRun}. */
public interface RunListener extends TrainingListener {

    /** Called after each epoch, when its files are written. */
    default void epoch(EpochMetrics metrics, List<LayerReading> rates) { }
}
