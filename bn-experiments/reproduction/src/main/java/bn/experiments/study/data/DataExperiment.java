package bn.experiments.study.data;

import bn.experiments.study.CompositeExperiment;
import bn.experiments.study.Criteria;
import java.util.List;

/** How the rate of batch norm depends on the data: in closed form (T4), in a trained layer (T3 against T4), and in a network. */
public final class DataExperiment extends CompositeExperiment {

    /** The experiment. */
    public DataExperiment() {
        super("data", "Data: what sets the rate",
                "Does the rate of batch norm follow what the data explain, as the closed form says, and does a trained layer have "
                        + "that rate?",
                List.of(new SizeExperiment(), new InvarianceExperiment(), new DimensionExperiment(), new LabelNoiseExperiment(),
                        new TrainedLayerExperiment(), new LabelNoiseNetworkExperiment()),
                List.of("inputs", "training", "layer", "level"));
    }

    @Override
    public boolean needsCovariance() {
        return true;
    }

    @Override
    public Criteria criteria() {
        return Criteria.read(name(), getClass().getResourceAsStream("criteria.json"));
    }
}
