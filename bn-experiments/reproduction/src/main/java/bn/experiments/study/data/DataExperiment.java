package bn.experiments.study.data;

import bn.experiments.study.PartedExperiment;
import java.util.List;

/** How the rate of batch norm depends on the data: in closed form (T4), in a trained layer (T3 against T4), and in a network. */
public final class DataExperiment extends PartedExperiment {

    /** The experiment. */
    public DataExperiment() {
        super(List.of(new SizePart(), new InvariancePart(), new DimensionPart(), new LabelNoisePart(), new TrainedPart(),
                new NetworkPart()), List.of("inputs", "training", "layer", "level"));
    }

    @Override
    public String name() {
        return "data";
    }

    @Override
    public String title() {
        return "Data: what sets the rate";
    }

    @Override
    public String question() {
        return "Does the rate of batch norm follow what the data explain, as the closed form says, and does a trained layer have "
                + "that rate?";
    }

    @Override
    public boolean needsCovariance() {
        return true;
    }
}
