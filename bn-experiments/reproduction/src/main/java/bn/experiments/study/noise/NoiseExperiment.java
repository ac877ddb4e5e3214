package bn.experiments.study.noise;

import bn.experiments.study.CompositeExperiment;
import bn.experiments.study.Criteria;
import java.util.List;

/** What noise on the inputs does (T6): to linear regression, to a trained layer, to softmax regression, and to a network. */
public final class NoiseExperiment extends CompositeExperiment {

    /** The experiment. */
    public NoiseExperiment() {
        super("noise", "Noise: signal and noise part of the penalty",
                "Does batch norm distinguish signal from noise on the inputs, direction by direction, as theory says?",
                List.of(new NoisyRegressionExperiment(), new NoisyLayerExperiment(), new NoisySoftmaxExperiment(),
                        new NoisyNetworkExperiment()),
                List.of("noise", "level", "band"));
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
